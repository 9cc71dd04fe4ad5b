INSERT INTO shops VALUES (1, ROW('Main', '10115', 'x'), ROW('Side', '10117', 'y'), ROW(3, 4), '[1,5)', '{[1,3),[4,6)}', '[1.5,2.5)', ARRAY[ROW(ROW(1, 2), '{a,c}', '[1,3)')::parcel], ROW(ROW(5, 6), NULL, NULL)::parcel, '[a,a]');
INSERT INTO shops VALUES (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
