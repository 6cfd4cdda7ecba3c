/**
 * Dates as people type them, for the boxes of the web client and the till; the server has the same
 * in tools/typed_dates.py. Thai letters stand here as their codes.
 */
const {Info} = luxon;

const BUDDHIST_ERA = 543;
const BUDDHIST_CENTURY = 2500;
const BUDDHIST = /(?<!\d)2[4-7]\d\d(?!\d)/;
const THAI_ZERO = 0x0e50;
// "date", "day", "on", "month", "year", as they stand before a date's parts
const FILLERS =
    /\u0e27\u0e31\u0e19\u0e17\u0e35\u0e48|\u0e27\u0e31\u0e19|\u0e17\u0e35\u0e48|\u0e40\u0e14\u0e37\u0e2d\u0e19|\u0e1b\u0e35/g;
// B.E. or C.E. in letters, with or without dots
const ERA = /([\u0e1e\u0e04])\.?\u0e28\.?(?= ?\d)/;
const CHRISTIAN = "\u0e04";
const CLOCK = /[T ]\d{1,2}[:.]\d{2}.*$/i;
const IN_FIGURES = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})$/;
const WITH_NAME = /^(\d{1,2})[-/. ,]*(\D+?)[-/. ,]*(\d{4}|\d{2})$/;

export function fromBuddhist(year) {
    return year >= 2400 && year < 2800 ? year - BUDDHIST_ERA : year;
}

export function toBuddhist(year) {
    return year + BUDDHIST_ERA;
}

/** The text with a Buddhist year turned, so that the 29th of February is looked for in the right year. */
export function turnText(text) {
    const turned = (year) => fromBuddhist(Number(year));
    if (/^\d{8}$/.test(text)) {
        // without signs: the year stands behind the day and the month
        return text.slice(0, 4) + turned(text.slice(4));
    }
    return text.replace(BUDDHIST, turned);
}

function monthOf(name) {
    // a frequent misspelling: another letter that sounds the same
    const typed = name.replace(/[. ]/g, "").replace("\u0e0f", "\u0e0e").toLowerCase();
    for (const locale of ["th", "en"]) {
        const long = Info.months("long", {locale}).map((month) => month.toLowerCase());
        const short = Info.months("short", {locale}).map((month) => month.replace(/\./g, "").toLowerCase());
        const found = long.findIndex(
            (month, at) => short[at] === typed || (typed.length > 2 && month.startsWith(typed))
        );
        if (found >= 0) {
            return {month: found + 1, isThai: locale === "th"};
        }
    }
    return {};
}

/**
 * Day, month and Christian year of a typed date, and what stands behind them (the time of the day);
 * null for what is no whole date, which is Odoo's to read ("+3d", "15").
 */
export function readThai(value) {
    const digits = value.replace(/[\u0e50-\u0e59]/g, (digit) => digit.charCodeAt(0) - THAI_ZERO).trim();
    const time = digits.match(CLOCK)?.[0] || "";
    let text = (time ? digits.slice(0, -time.length) : digits).replace(FILLERS, " ");
    const era = text.match(ERA)?.[1];
    text = text.replace(ERA, " ").replace(/\s+/g, " ").trim();
    let parts = text.match(IN_FIGURES);
    let month = parts && Number(parts[2]);
    if (!parts) {
        parts = text.match(WITH_NAME);
        const named = parts ? monthOf(parts[2]) : {};
        month = named.month;
        // beside an English month, two digits could be of either era
        if (!month || (parts[3].length === 2 && !named.isThai)) {
            return null;
        }
    }
    let year = Number(parts[3]);
    if (era === CHRISTIAN) {
        year += parts[3].length === 2 ? 2000 : 0;
    } else {
        year = fromBuddhist(parts[3].length === 2 ? BUDDHIST_CENTURY + year : year);
    }
    return {year, month, day: Number(parts[1]), time: time.trim()};
}
