package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ReasonTest {

    @Test
    void isTheMessageWithoutTheNameOfAClass() {
        assertEquals("the disk is gone", Reason.of(new IOException("the disk is gone")));
        assertEquals("the disk is gone", Reason.of(new CompletionException(new IOException("the disk is gone"))));
        assertEquals(
                "the disk is gone",
                Reason.of(new CompletionException(new UncheckedIOException(new IOException("the disk is gone")))));
        assertEquals("there is no such file", Reason.of(new NoSuchFileException("a.pem")));
        assertEquals("permission denied", Reason.of(new AccessDeniedException("a.pem")));
    }

    @Test
    void ofADefectNamesNoCode() {
        String defect = "a defect of the program, of which the log or the cause has the details";
        assertEquals(defect, Reason.of(new NullPointerException("Cannot invoke \"Engine.run()\"")));
        assertEquals(defect, Reason.of(new ClassCastException("class A cannot be cast to class B")));
        assertEquals(defect, Reason.of(new StackOverflowError()));
        assertEquals("this process is out of memory", Reason.of(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void namesAClassThatALibraryLacks() {
        assertEquals(
                "a library is missing, or of another version: there is no class io.netty.channel.IoHandlerFactory",
                Reason.of(new NoClassDefFoundError("io/netty/channel/IoHandlerFactory")));
    }

    @Test
    void namesTheClassOfAnApplication() {
        assertEquals("the class a.Order is not serialisable", Reason.of(new NotSerializableException("a.Order")));
        assertEquals("there is no class a.Order here", Reason.of(new ClassNotFoundException("a.Order")));
    }

    @Test
    void thatIsMissingIsSaidSo() {
        assertEquals("no reason is given", Reason.of(new IOException()));
        assertEquals("the socket or file is closed", Reason.of(new ClosedChannelException()));
    }
}
