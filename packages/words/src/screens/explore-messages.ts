type Text = (value: string) => string;

/** Words of the desk's Explore page. Agency and block figures count assignments, all others reports. */
export interface ExploreMessages {
  title: string;
  backToDesk: string;
  otherLanguage: string;
  filters: {
    label: string;
    periodKind: string;
    kinds: Record<"official" | "calendar" | "quarter" | "year" | "last_7_days" | "day", string>;
    period: string;
    month: (month: string, year: string) => string;
    quarter: (quarter: string, year: string) => string;
    year: Text;
    span: (from: string, to: string) => string;
    running: string;
    field: string;
    anyField: string;
    wholeGroup: Text;
    agency: string;
    anyAgency: string;
    wholeBlock: Text;
    ward: string;
    anyWard: string;
    clear: string;
  };
  noun: { reports: string; assignments: string };
  asOf: Text;
  reload: string;
  figures: {
    scopeCity: string;
    received: string;
    handled: string;
    onTime: string;
    late: string;
    before: Text;
    share: Text;
    points: Text;
    unchanged: string;
    none: string;
  };
  map: {
    title: string;
    view: string;
    views: { cells: string; wards: string };
    measure: string;
    measures: { count: string; ratio: string; late_share: string };
    resolution: string;
    resolutions: Record<"7" | "8" | "9" | "10", string>;
    label: string;
    help: string;
    zoomIn: string;
    zoomOut: string;
    wholeCity: string;
    centre: string;
    sums: (parts: {
      located: string;
      /** In units that are no more; null when there are none. */
      former: string | null;
      unlocated: string;
      total: string;
      noun: string;
    }) => string;
    sumsAgree: string;
    sumsDiffer: (total: string, time: string) => string;
    ratioCellsOnly: string;
    legend: { count: Text; ratio: string; late_share: string };
    tooFew: Text;
    noData: string;
    chooseWard: string;
  };
  places: {
    title: { cells: string; wards: string };
    place: string;
    count: string;
    expected: string;
    ratio: string;
    late: string;
    due: string;
    lateShare: string;
    cell: Text;
    outside: string;
    show: Text;
    nothing: string;
  };
  pager: {
    label: Text;
    previous: string;
    next: string;
    range: (from: string, to: string, of: string) => string;
  };
  layers: {
    title: string;
    none: string;
    example: string;
    features: (count: string) => string;
    more: Text;
    unnamed: (number: string) => string;
    refresh: (duration: string) => string;
    failed: string;
    close: string;
    image: Text;
    openImage: string;
    openStream: string;
    noFields: string;
  };
  matrix: {
    title: string;
    value: string;
    values: { received: string; late: string };
    shade: string;
    shades: { row: string; column: string };
    ward: string;
    rowTotal: string;
    columnTotal: string;
    rows: string;
    columns: string;
    csv: string;
    empty: string;
    shareOfRow: Text;
    shareOfColumn: Text;
    unlocated: string;
    fileName: string;
  };
  series: {
    title: string;
    received: string;
    handled: string;
    late: string;
    bucket: Record<"hour" | "day" | "month", string>;
    table: string;
    time: string;
    empty: string;
    running: string;
  };
  ages: {
    title: string;
    under: Text;
    between: (from: string, to: string) => string;
    over: Text;
    open: string;
    overdue: string;
    empty: string;
    sum: (open: string, overdue: string) => string;
  };
  movers: {
    title: string;
    note: (from: string, to: string) => string;
    worse: string;
    better: string;
    none: string;
    agency: string;
    before: string;
    now: string;
    change: string;
    notFor: string;
  };
  trend: {
    title: string;
    /** Which of two lines may be compared; `reform` null where the units have always been the same. */
    note: (reform: { since: string; count: string; noun: string } | null) => string;
    periods: string;
    periodCount: Text;
    value: string;
    values: { received: string; late_rate: string };
    likeForLike: string;
    asThen: string;
    chooseWard: string;
    same: string;
    table: string;
    period: string;
    unknownUnit: string;
    notForAgency: string;
  };
}
