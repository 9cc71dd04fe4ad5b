BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table fish inherits from one less; ACCESS EXCLUSIVE on fish
ALTER TABLE public.fish NO INHERIT public.animals;

-- 2. column animals.born is new; ACCESS EXCLUSIVE on animals
ALTER TABLE public.animals ADD COLUMN born date;

-- 3. table cats inherits from one less; ACCESS EXCLUSIVE on cats
ALTER TABLE public.cats NO INHERIT public.pets;

-- 4. table birds gets a column of what it inherits; ACCESS EXCLUSIVE on birds
ALTER TABLE public.birds ADD COLUMN born date;

-- 5. table birds inherits from another table; ACCESS EXCLUSIVE on birds
ALTER TABLE public.birds INHERIT public.animals;

-- 6. table dogs gets a column of what it inherits; ACCESS EXCLUSIVE on dogs
ALTER TABLE public.dogs ADD COLUMN owner text;

-- 7. table dogs inherits from another table; ACCESS EXCLUSIVE on dogs
ALTER TABLE public.dogs INHERIT public.pets;

-- 8. table eagles is new
CREATE TABLE public.eagles (
    span integer NOT NULL,
    name text NOT NULL,
    CONSTRAINT eagles_pkey PRIMARY KEY (id)
)
INHERITS (public.birds);

-- 9. column dogs.bark has another type; ACCESS EXCLUSIVE on dogs; writes every row anew
ALTER TABLE public.dogs ALTER COLUMN bark TYPE bigint;

-- 10. column dogs.id differs from the one above; ACCESS EXCLUSIVE on dogs
ALTER TABLE ONLY public.dogs ALTER COLUMN id SET DEFAULT 7;

-- 11. column fish.born is new; ACCESS EXCLUSIVE on fish
ALTER TABLE public.fish ADD COLUMN born date;

-- 12. column dogs.name is what it is above; ACCESS EXCLUSIVE on dogs
ALTER TABLE ONLY public.dogs ALTER COLUMN name DROP DEFAULT;

COMMIT;
