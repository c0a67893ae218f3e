-- The months of the page of turnaround, from the measure of that name in pipelines/answers/measures/.

-- name: months
-- A row per whole month in which at least five cases were settled, with the limits of their medians.
from measure.turnaround_months;
