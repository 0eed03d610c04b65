package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A link to the broker of another process, over the link that it is given. */
final class AttachedLinkTest {

    private final List<String> calls = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Link attached = AttachedLink.over("attached", events::add, new Recorder());

    /** A distant link that notes each call. */
    private final class Recorder implements Link {
        @Override
        public CompletionStage<Reply> request(Request request) {
            calls.add("request");
            return CompletableFuture.completedFuture(new Reply.Done());
        }

        @Override
        public void setReady(boolean ready) {
            calls.add("ready " + ready);
        }

        @Override
        public void lose() {
            calls.add("lose");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void forwardsEachCall() {
        assertEquals(
                new Reply.Done(),
                attached.request(new AdminRequest.Info()).toCompletableFuture().join());
        attached.setReady(false);
        attached.close();
        assertEquals(List.of("request", "ready false", "close"), calls);
    }

    @Test
    void losesTheOtherLinkAndDoesNotCloseIt() {
        attached.lose();
        assertEquals(List.of("lose"), calls);
    }

    @Test
    void tellsNobodyOfTheEndAfterItIsLost() {
        attached.lose();
        AttachedLink.endAll("attached", "the broker was closed");
        assertEquals(List.of("lose"), calls);
        assertEquals(List.of(), events);
    }
}
