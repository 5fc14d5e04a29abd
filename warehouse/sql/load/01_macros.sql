-- Rules that more than one script needs: each stands here and nowhere else.

-- What has no end yet ends here while it is computed with; stored it is null.
CREATE MACRO end_of_time() AS DATE '9999-12-31';
COMMENT ON MACRO end_of_time IS 'The day after all days: stands for a valid_to of null';

CREATE MACRO known_until(valid_to) AS coalesce(valid_to, end_of_time());
COMMENT ON MACRO known_until IS 'valid_to, or the end of time where it is null';

CREATE MACRO open_ended(until) AS CASE WHEN until < end_of_time() THEN until END;
COMMENT ON MACRO open_ended IS 'The opposite of known_until: null for the end of time';

-- A vintage counts from its own day until the day of the next.
CREATE MACRO known_on(valid_from, valid_to, d) AS valid_from <= d AND d < known_until(valid_to);
COMMENT ON MACRO known_on IS 'Whether what holds from valid_from to valid_to was known at the end of day d';

-- A figure made of several is as certain as the least certain of them.
CREATE MACRO weakest_status(statuses) AS
    CASE WHEN list_contains(statuses, 'F') THEN 'F' WHEN list_contains(statuses, 'E') THEN 'E'
         WHEN list_contains(statuses, 'P') THEN 'P' ELSE 'A' END;
COMMENT ON MACRO weakest_status IS 'The least certain of a list of obs_status: F, E, P, A';

-- The amount in the measure itself: 787,2 million USD is 787200000 USD.
CREATE MACRO amount_of(obs_value, unit_mult) AS obs_value * power(10, unit_mult);
COMMENT ON MACRO amount_of IS 'A figure in unit_measure itself, whatever power of ten it was published in';

-- What a binary fraction leaves behind is no difference: figures are compared at 15 significant digits. Within one extract
-- KeyGuard.IsSameFigure says the same, before there is a database; a test holds them together.
CREATE MACRO same_figure(a, b) AS
    a = b OR abs(a - b) <= 5e-15 * greatest(abs(a), abs(b));
COMMENT ON MACRO same_figure IS 'Whether two figures are equal at 15 significant digits';

-- What rounding can have taken from a printed figure: half a unit of its last digit, of three decimals at most.
CREATE MACRO rounding(x) AS
    CASE WHEN x = round(x) THEN 0.5 WHEN x = round(x, 1) THEN 0.05 WHEN x = round(x, 2) THEN 0.005 ELSE 0 END;
COMMENT ON MACRO rounding IS 'Half a unit of the last digit of a printed figure; 0 with more than two decimals';

-- Figures are held together that are of one territory; where boundaries do not matter it is the place as stated.
CREATE MACRO place_of(territory, ref_area) AS coalesce(territory, ref_area);
COMMENT ON MACRO place_of IS 'The territory of a figure, else its ref_area: what figures that may be compared have in common';

CREATE MACRO area_without_year(ref_area) AS split_part(ref_area, '.', 1);
COMMENT ON MACRO area_without_year IS 'VN-HP of VN-HP.2020: the place, whatever its boundaries';
