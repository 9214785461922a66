/** Every word on a screen. One type for all languages, so that none can lack a text. */
export interface Messages {
  appName: string;
  weekdays: readonly [string, string, string, string, string, string, string];
  scene: {
    overview: string;
    heatMap: string;
    agencies: string;
    incidents: string;
    dueNext: string;
    flow: string;
  };
  period: (from: string, to: string) => string;
  /** A window that rolls, named by its length and its last day. */
  window: (days: string, to: string) => string;
  simulated: string;
  /** `pace`: city seconds in a second, null when it is one; "" while the clock stands. */
  simulatedClock: (pace: string | null) => string;
  replayed: { real: string; simulated: string };
  paused: string;
  dataAt: (time: string) => string;
  noEventSince: (time: string) => string;
  clockSkew: (seconds: string) => string;
  oldData: (age: string) => string;
  connectionLost: (since: string) => string;
  liveNeverOpened: string;
  figuresStopAt: (time: string) => string;
  /** What of the city's reports is missing, and who is to act: for readers of figures, not for operators. */
  alarm: {
    partMissing: string;
    allMissing: string;
    notStored: string;
    diskFull: string;
    clockBehind: string;
    dataDamaged: string;
  };
  filling: (share: string) => string;
  loading: string;
  loadFailed: (reason: string) => string;
  retrying: string;
  failure: {
    network: string;
    timeout: string;
    status: (code: string) => string;
    shape: string;
    map: string;
  };
  keys: {
    title: string;
    scenes: string;
    pick: string;
    pause: string;
    language: string;
    help: string;
    measure: string;
  };
  unlocated: (count: string) => string;
  page: (page: string, pages: string) => string;
  noWard: string;
  noAgency: string;
  due: (count: string) => string;
  nothingDue: string;
  nothingDueShort: string;
  overview: {
    headline: string;
    /** Against the target, in points: above it, on it, below it. */
    above: (points: string, target: string) => string;
    onTarget: (target: string) => string;
    below: (points: string, target: string) => string;
    eachDay: string;
    lastSevenDays: string;
    thisPeriod: string;
    sameStretch: string;
    previous: string;
    /** A period that has just begun, where nothing is due yet. */
    notDueYet: (age: string) => string;
    mapTitle: string;
    levels: { clearlyMore: string; usual: string; clearlyFewer: string; tooFew: string };
    onTime: string;
    ofDue: string;
    worse: string;
    better: string;
    noneWorse: string;
    /** late of due */
    lateOf: (late: string, due: string) => string;
    points: (change: string) => string;
    flowTitle: string;
    received: string;
    handled: string;
    open: string;
    overdue: string;
    olderStock: (count: string) => string;
    perHour: (count: string) => string;
  };
  heat: {
    example: string;
    allFields: string;
    byRatio: string;
    byCount: string;
    hotSpots: string;
    noHotSpots: string;
    /** In place of a ratio where nothing is usual: short. */
    unheardOf: string;
    reports: (count: string) => string;
    medianAge: (age: string) => string;
    noneOpen: string;
    ratioLegend: string;
    countLegend: string;
    lastDay: string;
  };
  agencies: {
    /** Of a block: its rate, late and due. */
    late: string;
    of: (late: string, due: string) => string;
    column: string;
    target: (share: string) => string;
    blockRate: (share: string) => string;
    interval: string;
    pooled: (count: string, minimum: string) => string;
    others: (count: string) => string;
    /** No agency of the city has enough due. */
    noneRanked: (minimum: string) => string;
  };
  incidents: {
    /** Beside the number of active ones. */
    active: string;
    /** In a flood, beside the number of its groups. */
    groups: string;
    otherGroups: (groups: string, reports: string) => string;
    /** The window of the reports looked at, and since when a flood lasts. */
    since: (date: string) => string;
    floodSince: (time: string) => string;
    axisNow: string;
    axisBefore: (hours: string) => string;
    axisAfter: (hours: string) => string;
    /** Behind a count. */
    noun: string;
    metres: (metres: string) => string;
    kilometres: (kilometres: string) => string;
    isNew: string;
    ended: string;
    left: (duration: string) => string;
    late: (duration: string) => string;
    noDeadline: string;
    /** Above reports that are of no incident. */
    singles: string;
    dot: string;
    newest: (time: string, ward: string) => string;
    nothingOpen: string;
  };
  dueNext: {
    window: string;
    overdue: string;
    /** Overdue and received long ago, beside what is newly overdue. */
    olderStock: (count: string) => string;
    /** Panes of the time ahead, in hours. */
    within: (hours: string) => string;
    between: (from: string, to: string) => string;
    others: (count: string) => string;
    actNow: string;
    /** How many the list has, and of how many. */
    tasks: (count: string) => string;
    tasksOf: (shown: string, count: string) => string;
    /** Nothing is owed at all; nothing within 24 hours; nothing within the first pane. */
    nothing: string;
    noneAhead: (next: string) => string;
    noneSoon: (hours: string, next: string) => string;
    dot: string;
  };
  flow: {
    received: string;
    assigned: string;
    checked: string;
    answered: string;
    /** Currents by how their limits run. */
    clocks: { clock: string; working: string; none: string };
    limits: {
      minutes: (n: string) => string;
      hours: (n: string) => string;
      working_days: (n: string) => string;
      working_hours: (n: string) => string;
    };
    onTime: string;
    late: string;
    waiting: string;
    /** Behind a count. */
    waits: { assign: string; check: string; resolve: string; answer: string };
    over: (count: string) => string;
    /** Ages of what waits. */
    hours: (n: string) => string;
    days: (n: string) => string;
    below: (age: string) => string;
    above: (age: string) => string;
    medians: string;
    nothing: string;
  };
  duration: {
    minutes: (n: string) => string;
    hours: (n: string) => string;
    days: (n: string) => string;
    underMinute: string;
  };
  desk: {
    title: string;
    intro: string;
    wall: string;
    wallHint: string;
    explore: string;
    exploreHint: string;
    apiDocs: string;
    apiDocsHint: string;
    health: string;
    status: { ok: string; starting: string; degraded: string };
    reports: string;
    events: string;
    latestEvent: string;
    version: string;
    profile: string;
    deadLetters: string;
    deadLettersHint: string;
    noDeadLetters: string;
    when: string;
    source: string;
    reason: string;
    field: string;
    unknown: string;
    pinned: string;
  };
}
