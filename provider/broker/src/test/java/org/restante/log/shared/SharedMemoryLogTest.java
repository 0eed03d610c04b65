package org.restante.log.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.restante.log.Entries;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogContract;

/** The rules of a shared log are enough for the contract of a log. */
class SharedMemoryLogTest extends LogContract {

    private final SharedMemoryLog.Topic topic = new SharedMemoryLog.Topic(1 << 16);

    @Override
    public Log open() {
        return new SharedMemoryLog(topic);
    }

    @Test
    void saysThatItWasCut() throws java.io.IOException {
        SharedMemoryLog log = new SharedMemoryLog(topic);
        log.claim();
        for (int i = 0; i < 100; i++) {
            Entries.await(log.append(Entries.entry(i, 3_000), Keep.SYNCED));
        }
        assertNull(new SharedMemoryLog(topic).cut());
        log.trim(2 << 16);
        long first = new SharedMemoryLog(topic).first();
        assertEquals(log.first(), first);
        assertNull(new SharedMemoryLog(topic).cut());
        topic.cut(5);
        assertNotNull(new SharedMemoryLog(topic).cut());
    }
}
