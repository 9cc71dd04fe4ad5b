SELECT * FROM turns2;
SELECT * FROM cut1;
SELECT * FROM joins;
SELECT * FROM left1;
SELECT * FROM groups;
