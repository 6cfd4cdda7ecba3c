/**
 * One era on one screen. Thai users read and type Buddhist years, all others Christian ones, and a
 * Buddhist year that anybody types is turned. What is sent to the server is always Christian.
 *
 * luxon reads and writes every date of the web client and the till, so this is the one place. Dates
 * without a format of their own (lists, messages) go through Intl, whose Thai calendar is Buddhist.
 */
import {DateTimePicker} from "@web/core/datetime/datetime_picker";
import {localization} from "@web/core/l10n/localization";
import {patch} from "@web/core/utils/patch";
import {fromBuddhist, readThai, toBuddhist, turnText} from "./typed_date";

const {DateTime} = luxon;
const BETWEEN_QUOTES = /('[^']*')/;
const YEAR = /y+/g;
const NAMED_MONTH = /M{3}|L{3}/;

export function isThai() {
    return localization.code === "th_TH";
}

/**
 * Whether a format is one that people read. All others are for the server, for names of files and for
 * spreadsheets' formulas, and stay Christian.
 */
function isRead(format) {
    if (/y+.?[ML]{2}/.test(format)) {
        return false; // the year in front is ISO's
    }
    return (
        /^y+$/.test(format) || NAMED_MONTH.test(format) || format === "d, y" || format.includes(localization.dateFormat)
    );
}

function isBox(format) {
    return format === localization.dateFormat || format === localization.dateTimeFormat;
}

function clockOf(time) {
    const {hour, minute, second} = time ? DateTime.fromISO(time.replace(".", ":").padStart(5, "0")) : {};
    return {hour: hour || 0, minute: minute || 0, second: second || 0};
}

patch(DateTime, {
    fromFormat(text, format, options) {
        const typed = isBox(format) && isThai() && readThai(text);
        if (typed) {
            const {year, month, day, time} = typed;
            return DateTime.fromObject({year, month, day, ...clockOf(time)}, {zone: options?.zone});
        }
        const turned = format.includes("y") ? turnText(text) : text;
        if (isBox(format) && turned !== text && /^\d{4}-/.test(turned)) {
            return DateTime.fromSQL(turned, options);
        }
        const day = super.fromFormat(turned, format, options);
        const isShort = isThai() && day.isValid && /(^|[^y])yy($|[^y])/.test(format);
        return isShort ? day.set({year: fromBuddhist(2500 + (day.year % 100))}) : day;
    },
});

patch(DateTime.prototype, {
    toFormat(format, options) {
        if (!isThai() || !this.isValid || !isRead(format)) {
            return super.toFormat(...arguments);
        }
        const year = String(toBuddhist(this.year));
        const literal = (token) => `'${token.length === 2 ? year.slice(-2) : year}'`;
        const parts = format.split(BETWEEN_QUOTES);
        return super.toFormat(parts.map((part, at) => (at % 2 ? part : part.replace(YEAR, literal))).join(""), options);
    },
});

/** The heading and the years of the pop-up calendar, which come from the date itself. */
patch(DateTimePicker.prototype, {
    onWillRender() {
        super.onWillRender();
        if (!isThai()) {
            return;
        }
        this.title = this.title.replace(/\d{4}/g, (year) => toBuddhist(Number(year)));
        if (["years", "decades"].includes(this.state.precision)) {
            this.items = this.items.map((item) => ({...item, label: String(toBuddhist(Number(item.label)))}));
        }
    },
});
