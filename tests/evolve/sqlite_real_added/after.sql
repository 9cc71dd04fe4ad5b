SELECT *, typeof(price), typeof(ratio) FROM t;
