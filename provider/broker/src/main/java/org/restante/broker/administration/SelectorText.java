package org.restante.broker.administration;

import org.jspecify.annotations.Nullable;
import org.restante.broker.state.RefusedException;
import org.restante.link.Problem;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;

/** Parses the selector of a request. */
final class SelectorText {

    private SelectorText() {}

    /**
     * The selector; null for a request without one.
     *
     * @throws RefusedException if the text is not a selector
     */
    static @Nullable Selector parse(@Nullable String text) {
        try {
            return text == null ? null : Selector.parse(text);
        } catch (InvalidSelectorException e) {
            throw new RefusedException(Problem.INVALID_SELECTOR, String.valueOf(e.getMessage()));
        }
    }
}
