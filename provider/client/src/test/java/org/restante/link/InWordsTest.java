package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class InWordsTest {

    @Test
    void aRequestIsItsKindInWords() {
        assertEquals("connect", InWords.kind(new Request.Connect(null, null)));
        assertEquals("sync", InWords.kind(Request.Sync.OWN));
    }

    @Test
    void aFailureIsItsMessageOrItsKindInWords() {
        assertEquals("Connection reset", InWords.reason(new SocketException("Connection reset")));
        assertEquals("closed channel", InWords.reason(new ClosedChannelException()));
        assertEquals("timeout", InWords.reason(new TimeoutException()));
        assertEquals("io", InWords.reason(new IOException(" ")));
        assertEquals("out of memory error", InWords.reason(new OutOfMemoryError()));
        assertEquals("there is no such file", InWords.reason(new NoSuchFileException("/x")));
        assertEquals("the name of the host is not known", InWords.reason(new UnknownHostException("nowhere")));
    }
}
