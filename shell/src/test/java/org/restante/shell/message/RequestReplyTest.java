package org.restante.shell.message;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;

/** One shell sends requests, another one replies. */
final class RequestReplyTest {
    @TempDir
    private Path data;

    private final ExecutorService responder = Executors.newSingleThreadExecutor();
    private Restante broker;

    /** Keeps the broker open, so that both shells use one. */
    @BeforeEach
    void start() {
        broker = Restante.start("vm:shell?data=" + data);
    }

    @AfterEach
    void stop() {
        responder.shutdownNow();
        broker.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    private Future<Ran> reply(String... arguments) {
        return responder.submit(() -> run(arguments));
    }

    @Test
    void answersWithAText() throws Exception {
        Future<Ran> reply = reply("reply", "prices", "{\"price\":4}", "--max", "1");
        Ran request = run("request", "prices", "tea", "-o", "raw");

        assertEquals("{\"price\":4}\n", request.out(), request.err());
        assertEquals(ExitCode.DONE, reply.get(10, TimeUnit.SECONDS).code());
    }

    @Test
    void answersWithWhatACommandWrites() throws Exception {
        Future<Ran> reply =
                reply("reply", "prices", "--exec", "tr a-z A-Z; echo $RESTANTE_PROPERTY_colour", "--max", "1");
        Ran request = run("request", "prices", "tea", "--property", "colour=red", "--format", "{body}|{correlationId}");

        assertTrue(request.out().startsWith("TEAred\n|ID:"), request.out() + request.err());
        assertEquals(ExitCode.DONE, reply.get(10, TimeUnit.SECONDS).code());
    }

    @Test
    void keepsTheRequestsOwnCorrelationIdentifier() throws Exception {
        Future<Ran> reply = reply("reply", "prices", "x", "--max", "1");
        Ran request = run("request", "prices", "tea", "--correlation-id", "mine", "--format", "{correlationId}");

        assertEquals("mine\n", request.out());
        assertEquals(ExitCode.DONE, reply.get(10, TimeUnit.SECONDS).code());
    }

    @Test
    void givesARequestBackWhoseCommandFails() throws Exception {
        run("settings", "prices", "maxDeliveries=2");
        Future<Ran> reply = reply("reply", "prices", "--exec", "exit 3", "--max", "1");
        Ran request = run("request", "prices", "tea", "--timeout", "500ms");

        assertEquals(ExitCode.NOTHING, request.code());
        assertTrue(request.err().contains("no reply came within 500 ms"), request.err());
        await().until(() -> run("browse", "DLQ.prices").bodies().contains("tea"));
        run("publish", "prices", "x");
        assertTrue(!reply.isDone());
    }

    @Test
    void getsSeveralReplies() throws Exception {
        Future<Ran> first = reply("reply", "topic:who", "me", "--max", "1");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Ran> second = other.submit(() -> run("reply", "topic:who", "me", "--max", "1"));
            await().until(() ->
                    run("consumers", "topic:who", "-o", "ndjson").out().lines().count() == 2);
            Ran request = run("request", "topic:who", "?", "--max", "2", "-o", "raw");

            assertEquals(List.of("me", "me"), request.out().lines().toList());
            assertEquals(ExitCode.DONE, first.get(10, TimeUnit.SECONDS).code());
            assertEquals(ExitCode.DONE, second.get(10, TimeUnit.SECONDS).code());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void takesAMessageThatAsksForNoReply() {
        run("publish", "prices", "tea");
        Ran reply = run("reply", "prices", "--exec", "cat", "--max", "1");

        assertEquals("tea\n", reply.out());
        assertEquals(ExitCode.NOTHING, run("poll", "prices").code());
    }

    @Test
    void takesARequestWhoseAskerHasGone() {
        assertEquals(
                ExitCode.NOTHING,
                run("request", "prices", "tea", "--timeout", "10ms", "--ttl", "0")
                        .code());
        Ran reply = run("reply", "prices", "x", "--max", "1");

        assertEquals(ExitCode.DONE, reply.code(), reply.err());
        assertTrue(reply.err().contains("because the requester has gone"), reply.err());
        assertTrue(reply.err().endsWith("0 requests answered\n"), reply.err());
        assertEquals(ExitCode.NOTHING, run("poll", "prices").code());
    }

    @Test
    void asksNobodyAnyMoreWhenTheTimeIsOver() {
        run("request", "prices", "tea", "--timeout", "1ms");

        await().until(() -> run("browse", "prices").code() == ExitCode.NOTHING);
    }

    @Test
    void asksWithAllOfStandardInput() throws Exception {
        Ran.on(data, "tea\nmilk\n", "request", "prices", "-", "--timeout", "1ms", "--ttl", "1h");

        assertEquals("tea\nmilk\n\n", run("browse", "prices", "-o", "raw").out());
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertEquals(
                ExitCode.USAGE, run("request", "prices", "-", "--each", "line").code());
        assertEquals(
                ExitCode.USAGE,
                run("request", "prices", "x", "--priority", "10").code());
        assertEquals(ExitCode.USAGE, run("request", "prices", "x", "--max", "0").code());
        assertEquals(ExitCode.USAGE, run("reply", "prices", "x", "--max", "0").code());
        assertEquals(ExitCode.FAILED, Ran.on(data, "begin\nrequest prices x\n").code());
    }
}
