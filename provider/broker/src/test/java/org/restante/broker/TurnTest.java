package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.link.Caller;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.Log;
import org.restante.thread.Round;

/** Rounds on the threads that bring requests, while the broker thread sleeps. */
class TurnTest extends BrokerFixture {

    private volatile Thread failing;
    private volatile Thread deciding;
    private Link link;

    @Override
    protected Storage open() {
        Log faulty = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, args) -> {
                    if (method.getName().equals("append")) {
                        deciding = Thread.currentThread();
                        if (deciding == failing) {
                            throw new StackOverflowError("on the thread of a server");
                        }
                    }
                    try {
                        return method.invoke(log, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Storage(faulty, null, () -> {});
    }

    @BeforeEach
    void accept() {
        link = broker.accept(event -> {}, Caller.ANYBODY);
        assertInstanceOf(Reply.Connected.class, request(new Request.Connect(null, null)));
    }

    @AfterEach
    void leave() {
        link.close();
    }

    private Reply request(Request request) {
        return link.request(request)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Makes a request as a server does; returns the thread that answers. */
    private Thread answering(Request request, Runnable then) {
        now.incrementAndGet(); // the last round is long ago
        CompletableFuture<Thread> answer = new CompletableFuture<>();
        Round.run(() -> link.request(request).thenAccept(reply -> {
            then.run();
            answer.complete(Thread.currentThread());
        }));
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private void awaitAnswerHere(Request request, Runnable then) {
        Thread here = Thread.currentThread();
        Awaitility.await().pollInSameThread().until(() -> answering(request, then) == here);
    }

    @Test
    void aRequestIsDecidedByTheThreadThatBringsIt() {
        awaitAnswerHere(new Request.Send(client.message("orders", "tea")), () -> {});

        int consumer = client.consume("orders");
        client.take(consumer, 1);
    }

    @Test
    void outsideOfARoundTheBrokerThreadDecides() {
        now.incrementAndGet();
        request(new Request.Send(client.message("orders", "tea")));

        assertEquals("restante-test", deciding.getName());
    }

    @Test
    void manyRequestsAreLeftToTheBrokerThread() {
        now.incrementAndGet();
        Request send = new Request.Send(client.message("orders", "tea"));
        List<CompletionStage<Reply>> replies = new ArrayList<>();
        Round.run(() -> {
            for (int i = 0; i < 10; i++) {
                replies.add(link.request(send));
            }
        });
        replies.forEach(reply ->
                reply.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());

        assertEquals("restante-test", deciding.getName());
    }

    @Test
    void aLinkClosedInSuchARoundWaitsForNothing() {
        Link other = broker.connect(event -> {});
        other.request(new Request.Connect(null, null)).toCompletableFuture().join();

        awaitAnswerHere(new Request.Send(client.message("orders", "tea")), other::close);
    }

    @Test
    void anErrorOnSuchAThreadEndsTheBrokerAndIsNotThrownThere() {
        awaitAnswerHere(new Request.Send(client.message("orders", "tea")), () -> {});
        failing = Thread.currentThread();
        Awaitility.await().pollInSameThread().until(() -> {
            answering(new Request.Send(client.message("orders", "tea")), () -> {});
            return broker.hasEnded();
        });

        Reply.Refused refused =
                assertInstanceOf(Reply.Refused.class, request(new Request.Send(client.message("orders", "tea"))));
        assertEquals(Problem.CLOSED, refused.problem());
    }
}
