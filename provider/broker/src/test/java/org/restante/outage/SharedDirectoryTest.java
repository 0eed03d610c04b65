package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/** Two or three processes on one data directory, and nothing else running. */
final class SharedDirectoryTest {

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private String uri(String name) {
        return "vm:" + name + "?idleTimeout=0&data=" + data();
    }

    private JMSContext context() {
        return new RestanteConnectionFactory(uri("here")).createContext();
    }

    /** A process that answers what it is asked. */
    private Child answering() throws Exception {
        Child child = new Child(folder, "answering", Answering.class, uri("there"));
        child.ready();
        return child;
    }

    private boolean isHeldBy(long process) throws Exception {
        return Files.readString(data().resolve("lock")).contains("process " + process + " ");
    }

    private static void ask(JMSContext context, TemporaryQueue answers, JMSConsumer consumer, String question) {
        Queue questions = context.createQueue(Answering.QUESTIONS);
        context.createProducer().setJMSReplyTo(answers).send(questions, question);
        assertEquals(question + "!", consumer.receiveBody(String.class, 20_000));
    }

    @Test
    void whoeverComesSecondPublishesToTheFirstAndSubscribes() throws Exception {
        try (JMSContext first = context();
                Child second = answering()) {
            TemporaryQueue answers = first.createTemporaryQueue();
            ask(first, answers, first.createConsumer(answers), "tea?");
            assertTrue(isHeldBy(ProcessHandle.current().pid()));
            second.tell("end");
            assertEquals("ended", second.ready());
        }
        assertFalse(Files.exists(data().resolve("attach")), "the socket is left behind");
    }

    /** On POSIX systems closing any channel on a file frees all locks of the process on it. */
    @Test
    void lockThatTheHoldersProcessHasDroppedIsNotTaken() throws Exception {
        try (JMSContext first = context()) {
            first.createProducer().send(first.createQueue("kept"), "before");
            FileChannel.open(data().resolve("lock"), StandardOpenOption.READ).close();
            try (Child second = answering()) {
                TemporaryQueue answers = first.createTemporaryQueue();
                ask(first, answers, first.createConsumer(answers), "tea?");
                assertTrue(isHeldBy(ProcessHandle.current().pid()));
                second.tell("end");
                assertEquals("ended", second.ready());
            }
            first.createProducer().send(first.createQueue("kept"), "after");
            JMSConsumer kept = first.createConsumer(first.createQueue("kept"));
            assertEquals("before", kept.receiveBody(String.class, 20_000));
            assertEquals("after", kept.receiveBody(String.class, 20_000));
        }
    }

    @Test
    void takesOverInOrderWhenTheHolderEnds() throws Exception {
        try (Child first = answering();
                JMSContext here = context()) {
            TemporaryQueue answers = here.createTemporaryQueue();
            JMSConsumer consumer = here.createConsumer(answers);
            ask(here, answers, consumer, "tea?");
            assertTrue(isHeldBy(first.pid()));
            first.tell("end");
            assertEquals("ended", first.ready());
            here.createProducer().send(here.createQueue("kept"), "while it changes");
            try (Child next = answering()) {
                ask(here, answers, consumer, "and milk?");
                assertTrue(isHeldBy(ProcessHandle.current().pid()));
                assertTrue(next.isAlive());
            }
            assertEquals(
                    "while it changes",
                    here.createConsumer(here.createQueue("kept")).receiveBody(String.class, 10_000));
        }
    }

    @Test
    void takesOverWhenTheHolderIsKilledAndUsesItsSocketNoMore() throws Exception {
        try (Child first = answering();
                JMSContext here = context()) {
            here.createProducer().send(here.createQueue("mine"), "before");
            first.kill();
            here.createProducer().send(here.createQueue("mine"), "after");
            try (Child next = answering()) {
                TemporaryQueue answers = here.createTemporaryQueue();
                ask(here, answers, here.createConsumer(answers), "tea?");
                assertTrue(next.isAlive());
            }
            JMSConsumer consumer = here.createConsumer(here.createQueue("mine"));
            assertEquals("before", consumer.receiveBody(String.class, 10_000));
            assertEquals("after", consumer.receiveBody(String.class, 10_000));
        }
        assertFalse(Files.exists(data().resolve("attach")), "the socket is left behind");
    }

    @Test
    void whatAKilledProcessHeldComesToAnother() throws Exception {
        try (JMSContext here = context();
                Child other = new Child(folder, "hoarding", Hoarding.class, uri("there"))) {
            here.createProducer().send(here.createQueue(Hoarding.QUEUE), "tea");
            assertEquals("tea", other.ready());
            other.kill();
            Message message =
                    here.createConsumer(here.createQueue(Hoarding.QUEUE)).receive(8_000);
            assertEquals("tea", message.getBody(String.class));
            assertTrue(message.getJMSRedelivered());
        }
    }

    @Test
    @SuppressWarnings("try") // the broker need only be there
    void standsByUntilTheHolderEnds() throws Exception {
        try (Child first = answering();
                Restante standby = Restante.start(uri("here"))) {
            assertTrue(isHeldBy(first.pid()));
            try (JMSContext here = context()) {
                TemporaryQueue answers = here.createTemporaryQueue();
                ask(here, answers, here.createConsumer(answers), "tea?");
            }
            first.kill();
            await().until(() -> isHeldBy(ProcessHandle.current().pid()));
            try (JMSContext here = context()) {
                assertNull(here.createConsumer(here.createQueue("none")).receiveNoWait());
            }
        }
        try (Child free = answering()) {
            assertTrue(isHeldBy(free.pid()), "closed, and holds it still");
        }
    }
}
