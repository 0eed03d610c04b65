package org.restante.conformance.mutants;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about sessions, transactions and acknowledgement (6.2). */
final class SessionMutants {

    private static final int INDIVIDUAL = 4;
    private static final String SESSION = "session";
    private static final String SENT = "sent";

    private SessionMutants() {}

    static List<Mutant> all() {
        return Stream.of(acknowledgement(), transactions(), threads(), close())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> acknowledgement() {
        return List.of(
                Mutant.of("acknowledge covers only one message of its session", "6.2.10", "connecting.AcknowledgeTest")
                        .on(
                                Connection.class,
                                "createSession",
                                call -> withMode(call, Session.CLIENT_ACKNOWLEDGE, INDIVIDUAL)),
                Mutant.of("acknowledge does nothing", "6.2.10", "connecting.AcknowledgeTest")
                        .on(Message.class, "acknowledge", Rules.ignored()),
                Mutant.of(
                                "A message is acknowledged when it is received in CLIENT_ACKNOWLEDGE mode",
                                "6.2.10",
                                "connecting.AcknowledgeTest")
                        .on(
                                Connection.class,
                                "createSession",
                                call -> withMode(call, Session.CLIENT_ACKNOWLEDGE, Session.AUTO_ACKNOWLEDGE)),
                Mutant.of("Nothing is acknowledged in AUTO_ACKNOWLEDGE mode", "6.2.10", "connecting.AcknowledgeTest")
                        .on(
                                Connection.class,
                                "createSession",
                                call -> withMode(call, Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE)),
                Mutant.of("Nothing is acknowledged in DUPS_OK_ACKNOWLEDGE mode", "6.2.10", "connecting.AcknowledgeTest")
                        .on(
                                Connection.class,
                                "createSession",
                                call -> withMode(call, Session.DUPS_OK_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE)),
                Mutant.of("recover does nothing", "6.2.10", "connecting.AcknowledgeTest")
                        .on(Session.class, "recover", Rules.ignored()),
                Mutant.of("recover acknowledges", "6.2.10", "connecting.AcknowledgeTest", "receiving.ListenerTest")
                        .on(Session.class, "createConsumer", SessionMutants::ofTheSession)
                        .on(MessageConsumer.class, "receive", SessionMutants::lastOfTheSession)
                        .on(Session.class, "recover", call -> acknowledged(call, true)));
    }

    private static List<Mutant> transactions() {
        return List.of(
                Mutant.of("commit sends only every second message", "6.2.7", "connecting.TransactionTest")
                        .on(Session.class, "createProducer", SessionMutants::ofTheSession)
                        .on(
                                MessageProducer.class,
                                "send",
                                call -> inTransaction(call) && call.count(SENT) % 2 == 0 ? null : call.proceed()),
                Mutant.of("commit does not acknowledge", "6.2.7", "connecting.TransactionTest")
                        .on(Session.class, "createConsumer", SessionMutants::withAnotherSession)
                        .on(Connection.class, "createSession", SessionMutants::ofTheConnection),
                Mutant.of("A message of a transaction is sent at once", "6.2.7", "connecting.TransactionTest")
                        .on(Session.class, "createProducer", SessionMutants::withAnotherSession)
                        .on(Connection.class, "createSession", SessionMutants::ofTheConnection),
                Mutant.of(
                                "rollback loses the received messages",
                                "6.2.7",
                                "connecting.TransactionTest",
                                "connecting.MessageOrderTest")
                        .on(Session.class, "createProducer", SessionMutants::ofTheSession)
                        .on(MessageProducer.class, "send", SessionMutants::counted)
                        .on(Session.class, "rollback", call -> decided(call, false)),
                Mutant.of("rollback keeps the sent messages", "6.2.7", "connecting.TransactionTest")
                        .on(Session.class, "createProducer", SessionMutants::ofTheSession)
                        .on(MessageProducer.class, "send", SessionMutants::counted)
                        .on(Session.class, "rollback", call -> decided(call, true)),
                Mutant.of("A session without transactions can commit", "6.2.7", "connecting.SessionTest")
                        .on(Session.class, "commit rollback", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("A transacted session can recover", "API: Session", "connecting.SessionTest")
                        .on(Session.class, "recover", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("A session of any mode can be created", "API: Connection", "connecting.SessionTest")
                        .on(
                                Connection.class,
                                "createSession",
                                Rules.withoutThrowing(
                                        JMSException.class,
                                        call -> call.wrapped(call.target(Connection.class)
                                                .createSession(Session.AUTO_ACKNOWLEDGE)))));
    }

    private static List<Mutant> threads() {
        return List.of(
                Mutant.of("Listeners of one session run at the same time", "6.2.13", "connecting.SerialExecutionTest")
                        .on(MessageListener.class, "onMessage", Rules.inAnotherThread()),
                Mutant.of(
                                "Listeners of all sessions run one after the other",
                                "6.2.14",
                                "connecting.SerialExecutionTest")
                        .on(MessageListener.class, "onMessage", call -> {
                            synchronized (SessionMutants.class) {
                                return call.proceed();
                            }
                        }));
    }

    private static List<Mutant> close() {
        return List.of(
                Mutant.of("close of a session commits its transaction", "6.2.15", "connecting.SessionCloseTest")
                        .on(Session.class, "close", SessionMutants::committed),
                Mutant.of("close of a session acknowledges its messages", "6.2.15", "connecting.SessionCloseTest")
                        .on(Session.class, "createConsumer", SessionMutants::ofTheSession)
                        .on(MessageConsumer.class, "receive", SessionMutants::lastOfTheSession)
                        .on(Session.class, "close", call -> acknowledged(call, false)),
                Mutant.of(
                                "close of a session returns before a running listener does",
                                "6.2.15",
                                "connecting.SessionCloseTest")
                        .on(Session.class, "close", Rules.inAnotherThread()),
                Mutant.of("A closed session can be used", "6.2.15", "connecting.SessionCloseTest")
                        .on(Session.class, "*", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("close of one session closes all of its connection", "6.2.15", "connecting.SessionTest")
                        .on(Connection.class, "createSession", SessionMutants::ofTheConnection)
                        .on(Session.class, "close", call -> {
                            if (call.notes().get(SESSION) instanceof Connection connection) {
                                connection.close();
                            }
                            return null;
                        }));
    }

    private static @Nullable Object withMode(Call call, int asked, int given) throws Throwable {
        int last = call.arity() - 1;
        boolean named = last >= 0
                && call.argument(last).equals(asked)
                && !call.argument(0).equals(true);
        boolean changes = named || (call.arity() == 0 && asked == Session.AUTO_ACKNOWLEDGE);
        if (!changes) {
            return call.proceed();
        }
        return call.wrapped(call.target(Connection.class).createSession(given));
    }

    /** Keeps with a producer or consumer its session. */
    private static @Nullable Object ofTheSession(Call call) throws Throwable {
        Object made = call.proceed();
        call.notesOf(made).put(SESSION, call.target(Session.class));
        return made;
    }

    /** Keeps with a session its connection. */
    private static @Nullable Object ofTheConnection(Call call) throws Throwable {
        Object made = call.proceed();
        call.notesOf(made).put(SESSION, call.target(Connection.class));
        return made;
    }

    /** In a transacted session, makes the object in another session: a consumer that does not acknowledge, a producer that sends at once. */
    private static @Nullable Object withAnotherSession(Call call) throws Throwable {
        Session session = call.target(Session.class);
        if (!session.getTransacted() || !(call.notes().get(SESSION) instanceof Connection connection)) {
            return call.proceed();
        }
        Session other = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        jakarta.jms.Destination destination = call.unwrapped(jakarta.jms.Destination.class, call.argument(0));
        return call.wrapped(
                call.name().equals("createConsumer")
                        ? other.createConsumer(destination)
                        : other.createProducer(destination));
    }

    private static @Nullable Object lastOfTheSession(Call call) throws Throwable {
        Object received = call.proceed();
        if (received != null && call.notes().get(SESSION) instanceof Session session) {
            call.notesOf(session).put("last", call.unwrapped(Message.class, received));
        }
        return received;
    }

    private static @Nullable Object acknowledged(Call call, boolean instead) throws Throwable {
        Session session = call.target(Session.class);
        if (call.notes().remove("last") instanceof Message last
                && session.getAcknowledgeMode() == Session.CLIENT_ACKNOWLEDGE) {
            last.acknowledge();
        }
        return instead ? null : call.proceed();
    }

    private static @Nullable Object counted(Call call) throws Throwable {
        if (call.notes().get(SESSION) instanceof Session session) {
            call.notesOf(session).put(SENT, true);
        }
        return call.proceed();
    }

    /** Commits in place of a rollback if something was sent, or if nothing was sent. */
    private static @Nullable Object decided(Call call, boolean ifSent) throws Throwable {
        if (call.notes().containsKey(SENT) == ifSent) {
            call.target(Session.class).commit();
            return null;
        }
        return call.proceed();
    }

    private static boolean inTransaction(Call call) throws JMSException {
        return call.notes().get(SESSION) instanceof Session session && session.getTransacted();
    }

    private static @Nullable Object committed(Call call) throws Throwable {
        Session session = call.target(Session.class);
        if (call.notes().putIfAbsent("closed", true) == null && session.getTransacted()) {
            session.commit();
        }
        return call.proceed();
    }
}
