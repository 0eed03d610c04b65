package org.restante.selector;

import org.jspecify.annotations.Nullable;

/** The truth values of SQL's three-valued logic. */
enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The truth value of a value used as a condition; unknown if it is NULL or not a boolean. */
    static Truth ofValue(@Nullable Object value) {
        return value instanceof Boolean truth ? of(truth) : UNKNOWN;
    }

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }

    /** The lower of both, in the order FALSE, UNKNOWN, TRUE: SQL's AND. */
    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The higher of both: SQL's OR. */
    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** This truth value as the value of an expression; unknown is NULL. */
    @Nullable
    Object value() {
        return this == UNKNOWN ? null : (Object) (this == TRUE);
    }
}
