package org.restante.conformance.histories;

import java.util.function.BiConsumer;

/** What must hold for a history. */
@FunctionalInterface
interface HistoryRule {

    /** Reports each violation: the message that it is about, and a sentence. */
    void check(Trace trace, BiConsumer<String, String> violations);
}
