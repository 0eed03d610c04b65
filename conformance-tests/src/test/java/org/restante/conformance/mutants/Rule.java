package org.restante.conformance.mutants;

import org.jspecify.annotations.Nullable;

/** What a wrong provider does in place of a call. */
@FunctionalInterface
interface Rule {

    /** Answers the call; {@link Call#proceed} is the right answer. */
    @Nullable
    Object answer(Call call) throws Throwable;
}
