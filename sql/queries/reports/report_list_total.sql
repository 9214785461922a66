-- How many obligations the list has on all its pages: always one row. Params: those of report_list without its page.
SELECT count() AS total
FROM {{obligations}}
WHERE {{in_list}}
