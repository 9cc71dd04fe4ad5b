SELECT count(*) FROM bookings;
