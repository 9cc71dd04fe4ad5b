INSERT INTO boxes VALUES (1, '(1,x,3)', array['(1,x,3)','(2,y,4)']::size[]);
