package org.restante.store;

import java.io.IOException;

/** A snapshot's file does not hold what was written into it. */
final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSnapshotException(String message) {
        super(message);
    }
}
