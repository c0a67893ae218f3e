-- The map of the process and the usual ways, from the measures of that name in pipelines/answers/measures/.

-- name: pairs
-- A row per step and the step that follows it, the most travelled first.
from measure.step_pairs where step <> next_step limit 40;

-- name: ways
-- A row per way that settled cases went, the most usual first.
from measure.variants limit 10;
