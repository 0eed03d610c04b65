package org.restante.store;

import java.io.IOException;

/** A snapshot file is damaged: its bytes differ from the bytes that were written. */
final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSnapshotException(String message) {
        super(message);
    }
}
