package org.restante.conformance.mutants;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Session;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about the simplified API (6, 8.4, 8.6) or about the types of exceptions (10). */
final class ContextMutants {

    private static final String CONTEXT = "receiving.JmsContextTest";
    private static final String STATE = "receiving.ContextStateTest";
    private static final String BODY = "receiving.ReceiveBodyTest";

    private ContextMutants() {}

    static List<Mutant> all() {
        return Stream.of(connections(), sessions(), bodies(), exceptions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> connections() {
        return List.of(
                Mutant.of("A consumer does not start its context", "8.4", CONTEXT)
                        .on(JMSContext.class, "createConsumer", call -> {
                            call.target(JMSContext.class).setAutoStart(false);
                            return call.proceed();
                        }),
                Mutant.of("A consumer starts its context in spite of setAutoStart", "8.4", CONTEXT)
                        .on(JMSContext.class, "setAutoStart", Rules.ignored()),
                Mutant.of("A context that is stopped goes on", "8.4", CONTEXT)
                        .on(JMSContext.class, "stop", Rules.ignored()),
                Mutant.of("A context made from another has its own connection", "6.1", CONTEXT, STATE)
                        .on(ConnectionFactory.class, "createContext", call -> {
                            Object context = call.proceed();
                            call.notesOf(context).put("factory", call.target(ConnectionFactory.class));
                            return context;
                        })
                        .on(
                                JMSContext.class,
                                "createContext",
                                call -> call.notes().get("factory") instanceof ConnectionFactory factory
                                        ? call.wrapped(factory.createContext((int) call.argument(0)))
                                        : call.proceed()),
                Mutant.of("close of a context closes the connection of others", "6.1.8", "receiving.DerivedContextTest")
                        .on(JMSContext.class, "createContext", call -> {
                            Object context = call.proceed();
                            call.notesOf(context).put("parent", call.target(JMSContext.class));
                            return context;
                        })
                        .on(JMSContext.class, "close", call -> {
                            call.proceed();
                            if (call.notes().get("parent") instanceof JMSContext parent) {
                                parent.close();
                            }
                            return null;
                        }));
    }

    private static List<Mutant> sessions() {
        return List.of(
                Mutant.of("acknowledge of a context does nothing", "6.2.10", CONTEXT)
                        .on(JMSContext.class, "acknowledge", Rules.ignored()),
                Mutant.of("recover of a context does nothing", "6.2.10", CONTEXT)
                        .on(JMSContext.class, "recover", Rules.ignored()),
                Mutant.of("rollback of a context commits", "6.2.7", CONTEXT).on(JMSContext.class, "rollback", call -> {
                    call.target(JMSContext.class).commit();
                    return null;
                }),
                Mutant.of("A closed context can be used", "6.1.8", CONTEXT, STATE)
                        .on(JMSContext.class, "*", Rules.withoutThrowing(IllegalStateRuntimeException.class)),
                Mutant.of(
                                "A context made without a mode is in CLIENT_ACKNOWLEDGE mode",
                                "API: ConnectionFactory",
                                STATE)
                        .on(
                                ConnectionFactory.class,
                                "createContext",
                                call -> call.arity() == 0
                                        ? call.wrapped(call.target(ConnectionFactory.class)
                                                .createContext(JMSContext.CLIENT_ACKNOWLEDGE))
                                        : call.proceed()));
    }

    private static List<Mutant> bodies() {
        return List.of(
                Mutant.of("receiveBody of an unsuitable type returns null", "8.6", BODY)
                        .on(
                                JMSConsumer.class,
                                "receiveBody receiveBodyNoWait",
                                Rules.withoutThrowing(MessageFormatRuntimeException.class)),
                Mutant.of("receiveBody of an unsuitable type consumes the message", "8.6", BODY)
                        .on(
                                JMSConsumer.class,
                                "receiveBody receiveBodyNoWait",
                                Rules.withoutThrowing(MessageFormatRuntimeException.class, ContextMutants::consumed)),
                Mutant.of("receiveBody does not wait", "8.6", BODY)
                        .on(
                                JMSConsumer.class,
                                "receiveBody",
                                call -> call.target(JMSConsumer.class).receiveBodyNoWait((Class<?>) call.argument(0))));
    }

    private static List<Mutant> exceptions() {
        return List.of(
                Mutant.of("The classic API throws only JMSException itself", "10.3", "exceptions.ExceptionFamiliesTest")
                        .on(Session.class, "*", ContextMutants::plain),
                Mutant.of(
                                "The simplified API throws only JMSRuntimeException itself",
                                "10.3",
                                "exceptions.ExceptionFamiliesTest")
                        .on(JMSContext.class, "*", ContextMutants::plainUnchecked),
                Mutant.of("Exceptions have no text", "10.2", "exceptions.ExceptionFamiliesTest")
                        .on(Session.class, "*", call -> {
                            try {
                                return call.proceed();
                            } catch (JMSException e) {
                                throw e.getClass().getConstructor(String.class).newInstance((String) null);
                            }
                        }));
    }

    private static @Nullable Object consumed(Call call) throws Throwable {
        call.target(JMSConsumer.class).receiveNoWait();
        throw new MessageFormatRuntimeException("consumed");
    }

    private static @Nullable Object plain(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (JMSException e) {
            throw new JMSException(e.getMessage());
        }
    }

    private static @Nullable Object plainUnchecked(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (JMSRuntimeException e) {
            throw new JMSRuntimeException(e.getMessage());
        }
    }
}
