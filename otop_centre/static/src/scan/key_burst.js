const SHORTEST = 4;
const GAP = 150;
const AVERAGE = 50;

/**
 * Tells a scanner from a person inside an input: keys that follow each other faster than anybody types (on the
 * average, since one key may be late on a busy tablet), closed with Enter or Tab. The input then gets back what stood in it before the first key.
 */
export class KeyBurst {
    keys = "";
    first = -Infinity;
    at = -Infinity;

    /** The scanned text if this key ends a scan. */
    add(ev) {
        const {key, target, timeStamp} = ev;
        if (!key || !target.matches("input, textarea")) {
            return this.start(ev, "");
        }
        const isFast = target === this.target && timeStamp - this.at <= GAP;
        if (["Enter", "Tab"].includes(key)) {
            const isScan = isFast && timeStamp - this.first <= AVERAGE * this.keys.length;
            const text = isScan && this.keys.length >= SHORTEST ? this.keys : "";
            if (text) {
                target.value = this.value;
                target.dispatchEvent(new InputEvent("input", {bubbles: true}));
            }
            return this.start(ev, text);
        }
        if (key.length > 1) {
            return "";
        }
        if (!isFast || ev.repeat) {
            this.start(ev, "");
            this.first = timeStamp;
        }
        this.keys += key;
        this.at = timeStamp;
        return "";
    }

    start({target}, text) {
        this.keys = "";
        this.at = -Infinity;
        this.target = target;
        this.value = target.value;
        return text;
    }
}
