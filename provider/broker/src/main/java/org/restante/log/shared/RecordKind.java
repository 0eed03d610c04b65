package org.restante.log.shared;

import org.jspecify.annotations.Nullable;

/** The kinds of records in a shared log. */
public enum RecordKind {
    /** A piece of an entry. Numbered; its bytes count for positions. */
    ENTRY(1),
    /** The beginning of an epoch: a {@link Claimant}. Has number 0. */
    CLAIM(2),
    /** A sign of life of an owner: its {@link Claimant}. Not numbered: it has the number of the last entry before it. */
    ALIVE(3),
    /** A {@link TrimMark}, appended before the log is trimmed. Numbered, like an entry; takes no position. */
    TRIMMED(4),
    /** The end of an owner that ends in order: its {@link Claimant}. Numbered as {@link #ALIVE} is; the owner appends nothing behind it. */
    LEFT(5);

    private final int code;

    RecordKind(int code) {
        this.code = code;
    }

    /** The code in the record. */
    int code() {
        return code;
    }

    /** Whether records of this kind advance the number. */
    boolean isNumbered() {
        return this == ENTRY || this == TRIMMED;
    }

    static @Nullable RecordKind of(int code) {
        for (RecordKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}
