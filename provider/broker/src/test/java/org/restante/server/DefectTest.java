package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A client hears of a defect of the broker, and of no class or method in it. */
final class DefectTest {

    /** A link that fails at each request but Connect. */
    private record FailingLink(boolean throwsAtOnce) implements Link {
        @Override
        public CompletionStage<Reply> request(Request request) {
            if (request instanceof Request.Connect) {
                return CompletableFuture.completedFuture(new Reply.Connected(1, 2, 1 << 20));
            }
            NullPointerException defect = new NullPointerException("Cannot invoke \"Engine.run()\"");
            if (throwsAtOnce) {
                throw defect;
            }
            return CompletableFuture.failedFuture(defect);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void defectIsSaidInWords(boolean throwsAtOnce) throws Exception {
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0")));
        try (ServerLog log = new ServerLog();
                Server server = Server.start(options, (peer, events) -> new FailingLink(throwsAtOnce));
                Link link = LinkUri.parse("tcp://" + server.addresses().get(0)).open(event -> {})) {
            Letters.ask(link, new Request.Connect(null, null));
            Reply.Refused refused =
                    assertInstanceOf(Reply.Refused.class, Letters.ask(link, new Request.CloseConsumer(1, List.of())));
            assertEquals(Problem.INTERNAL, refused.problem());
            assertEquals(
                    "the request failed in the broker: a defect of the program, of which the log or the cause has the"
                            + " details",
                    refused.reason());
            log.await("The request 'close consumer' of /127.0.0.1:");
        }
    }
}
