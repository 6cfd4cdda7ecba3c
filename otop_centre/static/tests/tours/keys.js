function press(key) {
    const {activeElement} = document;
    const isPlain = activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    if (isPlain && key.length === 1 && activeElement.matches("input, textarea")) {
        activeElement.setRangeText(key, activeElement.selectionStart, activeElement.selectionEnd, "end");
        activeElement.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }
}

/** What a scanner does: keys faster than a person's, where the cursor stands. */
export function scanKeys(text) {
    for (const key of [...text, "Enter"]) {
        press(key);
    }
}

/** What a person does where the cursor stands, slowly. */
export async function typeKeys(text, ...more) {
    for (const key of [...text, ...more]) {
        press(key);
        await new Promise((resolve) => setTimeout(resolve, 80));
    }
}
