package org.restante.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.failure;

import org.junit.jupiter.api.Test;

class MemoryLogTest extends LogContract {
    private final MemoryLog shared = new MemoryLog(64 << 20);

    @Override
    public Log open() {
        return shared.successor();
    }

    @Test
    void keepsAReserveWhenItIsFullAndHasRoomAgainAfterATrim() {
        MemoryLog log = new MemoryLog(16 << 20);
        log.claim();
        byte[] entry = new byte[64 << 10];
        while (log.hasRoom(entry.length)) {
            await(log.append(entry, Keep.WRITTEN));
        }
        await(log.append(new byte[100], Keep.WRITTEN));
        for (int i = 0; i < 20; i++) {
            log.append(entry, Keep.WRITTEN);
        }
        assertInstanceOf(LogFullException.class, failure(log.append(entry, Keep.WRITTEN)));
        assertFalse(log.hasRoom(1));
        log.trim(log.end());
        assertTrue(log.hasRoom(entry.length));
        await(log.append(entry, Keep.WRITTEN));
    }
}
