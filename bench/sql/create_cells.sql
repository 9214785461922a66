-- Every resolution-10 cell of the city with its ward, shuffled: reports are drawn from it by place in the list.
CREATE TABLE bench_cells ENGINE = MergeTree ORDER BY tuple() AS
SELECT fine AS cell, ward
FROM
(
    SELECT arrayJoin(h3ToChildren(stringToH3(cell), 10)) AS fine, ward
    FROM format(CSV, 'cell String, ward String', '{{cells}}')
)
ORDER BY cityHash64(fine)
