package org.restante.conformance.mutants;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about connections (6.1). */
final class ConnectionMutants {

    private ConnectionMutants() {}

    static List<Mutant> all() {
        return Stream.of(identity(), startAndStop(), metaData(), exceptionListener(), close())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> identity() {
        return List.of(
                Mutant.of("A wrong password is accepted", "6.1.1", "connecting.AuthenticationTest")
                        .on(
                                ConnectionFactory.class,
                                "createConnection",
                                call -> call.wrapped(
                                        call.target(ConnectionFactory.class).createConnection())),
                Mutant.of("Two connections may have one client identifier", "6.1.2", "connecting.ClientIdentifierTest")
                        .on(Connection.class, "setClientID", Rules.withoutThrowing(InvalidClientIDException.class)),
                Mutant.of("A client identifier may be set late", "6.1.2", "connecting.ClientIdentifierTest")
                        .on(Connection.class, "setClientID", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of(
                                "A client identifier is in use after its connection was closed",
                                "6.1.2",
                                "connecting.ClientIdentifierTest")
                        .on(Connection.class, "setClientID", ConnectionMutants::onlyOnce),
                Mutant.of("getClientID returns nothing", "6.1.2", "connecting.ClientIdentifierTest")
                        .on(Connection.class, "getClientID", Rules.answers(null)));
    }

    private static List<Mutant> startAndStop() {
        return List.of(
                Mutant.of("A connection delivers before it is started", "6.1.4", "connecting.StartStopTest")
                        .on(Connection.class, "createSession", call -> {
                            call.target(Connection.class).start();
                            return call.proceed();
                        }),
                Mutant.of("A connection that is stopped goes on", "6.1.5", "connecting.StartStopTest")
                        .on(Connection.class, "stop", Rules.ignored()),
                Mutant.of("stop returns before a running listener does", "6.1.5", "connecting.StartStopTest")
                        .on(Connection.class, "stop", Rules.inAnotherThread()),
                Mutant.of("Stopping one connection stops all others", "6.1.5", "connecting.StartStopTest")
                        .on(ConnectionFactory.class, "createConnection", call -> {
                            Object connection = call.proceed();
                            call.notesOfAll().put("connection " + call.count("connections"), connection);
                            return connection;
                        })
                        .on(Connection.class, "stop", ConnectionMutants::stoppingAll),
                Mutant.of("A stopped connection cannot send", "6.1.5", "connecting.StartStopTest")
                        .on(Connection.class, "createSession", ConnectionMutants::noting)
                        .on(Connection.class, "start", call -> {
                            call.notes().put("started", true);
                            return call.proceed();
                        })
                        .on(jakarta.jms.Session.class, "createProducer", ConnectionMutants::noting)
                        .on(jakarta.jms.MessageProducer.class, "send", ConnectionMutants::onlyStarted));
    }

    private static List<Mutant> metaData() {
        return List.of(
                Mutant.of("The metadata are those of version 2.0", "6.1.6", "connecting.ConnectionTest")
                        .on(ConnectionMetaData.class, "getJMSMajorVersion", Rules.answers(2))
                        .on(ConnectionMetaData.class, "getJMSMinorVersion", Rules.answers(0))
                        .on(ConnectionMetaData.class, "getJMSVersion", Rules.answers("2.0")),
                Mutant.of("The metadata list no reserved properties", "6.1.6", "connecting.ConnectionTest")
                        .on(ConnectionMetaData.class, "getJMSXPropertyNames", call -> Collections.emptyEnumeration()));
    }

    private static List<Mutant> exceptionListener() {
        return List.of(
                Mutant.of("The ExceptionListener is never called", "6.1.7", "serving.ConnectionConsumerLifecycleTest")
                        .on(ExceptionListener.class, "onException", Rules.ignored()),
                Mutant.of(
                                "The ExceptionListener is not called when the connection is lost",
                                "6.1.7",
                                "facilities.DurabilityTest")
                        .on(ExceptionListener.class, "onException", Rules.ignored())
                        .keptOnDisk(),
                Mutant.of("The ExceptionListener hears of the close too", "6.1.7", "connecting.ConnectionTest")
                        .on(Connection.class, "close", call -> {
                            ExceptionListener listener =
                                    call.target(Connection.class).getExceptionListener();
                            call.proceed();
                            if (listener != null) {
                                listener.onException(new JMSException("closed"));
                            }
                            return null;
                        }),
                Mutant.of(
                                "The ExceptionListener hears of exceptions that calls throw",
                                "6.1.7",
                                "connecting.ConnectionTest")
                        .on(Connection.class, "createSession", ConnectionMutants::noting)
                        .on(jakarta.jms.Session.class, "*", ConnectionMutants::telling));
    }

    private static List<Mutant> close() {
        return List.of(
                Mutant.of(
                                "close of a connection returns before a running listener does",
                                "6.1.8",
                                "connecting.ConnectionCloseTest")
                        .on(Connection.class, "close", Rules.inAnotherThread()),
                Mutant.of("The second close of a connection throws", "6.1.8", "connecting.ConnectionCloseTest")
                        .on(Connection.class, "close", call -> {
                            if (call.notes().putIfAbsent("closed", true) != null) {
                                throw new IllegalStateException("closed");
                            }
                            return call.proceed();
                        }),
                Mutant.of("close of a connection leaves it open", "6.1.8", "connecting.ConnectionCloseTest")
                        .on(Connection.class, "close", Rules.ignored()));
    }

    /** The object that the called one was made by; see {@link #noting}. */
    private static final String MAKER = "maker";

    private static @Nullable Object onlyOnce(Call call) throws Throwable {
        if (call.notesOfAll().putIfAbsent("client " + call.argument(0), true) != null) {
            throw new InvalidClientIDException("in use");
        }
        return call.proceed();
    }

    private static @Nullable Object stoppingAll(Call call) throws Throwable {
        for (Object other : call.notesOfAll().values()) {
            if (other instanceof Connection connection) {
                call.unwrapped(Connection.class, connection).stop();
            }
        }
        return call.proceed();
    }

    /** Keeps with an object the one that made it. */
    static @Nullable Object noting(Call call) throws Throwable {
        Object made = call.proceed();
        if (made != null) {
            call.notesOf(made).put(MAKER, call.target(Object.class));
        }
        return made;
    }

    private static @Nullable Object onlyStarted(Call call) throws Throwable {
        Object session = call.notes().get(MAKER);
        Object connection = session == null ? null : call.notesOf(session).get(MAKER);
        if (connection != null && !call.notesOf(connection).containsKey("started")) {
            throw new IllegalStateException("not started");
        }
        return call.proceed();
    }

    private static @Nullable Object telling(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (JMSException e) {
            Connection connection = (Connection) call.notes().get(MAKER);
            ExceptionListener listener = connection == null ? null : connection.getExceptionListener();
            if (listener != null) {
                listener.onException(e);
            }
            throw e;
        }
    }
}
