package org.restante.conformance.mutants;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about consumers and their listeners (8.5, 8.7, 8.8). */
final class ReceivingMutants {

    private static final String RECEIVE = "receiving.ReceiveTest";
    private static final String LISTENER = "receiving.ListenerTest";
    private static final String CLOSE = "receiving.ConsumerCloseTest";

    private ReceivingMutants() {}

    static List<Mutant> all() {
        return Stream.of(receive(), listeners(), close()).flatMap(List::stream).toList();
    }

    private static List<Mutant> receive() {
        return List.of(
                Mutant.of("receive with a timeout does not wait", "8.5", RECEIVE)
                        .on(
                                MessageConsumer.class,
                                "receive",
                                call -> call.arity() == 1
                                        ? call.wrapped(call.target(MessageConsumer.class)
                                                .receiveNoWait())
                                        : call.proceed()),
                Mutant.of("A timeout of 0 is no time", "8.5", RECEIVE)
                        .on(
                                MessageConsumer.class,
                                "receive",
                                call -> call.arity() == 1 && call.argument(0).equals(0L)
                                        ? call.wrapped(call.target(MessageConsumer.class)
                                                .receiveNoWait())
                                        : call.proceed()),
                Mutant.of("receive never ends by its timeout", "8.5", RECEIVE)
                        .on(
                                MessageConsumer.class,
                                "receive",
                                call -> call.wrapped(
                                        call.target(MessageConsumer.class).receive())),
                Mutant.of("receive throws when its consumer is closed", "8.5", RECEIVE)
                        .on(MessageConsumer.class, "receive", ReceivingMutants::throwing));
    }

    private static List<Mutant> listeners() {
        return List.of(
                Mutant.of("A message whose listener throws is lost", "8.7", LISTENER)
                        .on(MessageListener.class, "onMessage", Rules.withoutThrowing(RuntimeException.class)),
                Mutant.of("getMessageListener returns nothing", "API: MessageConsumer", LISTENER)
                        .on(MessageConsumer.class, "getMessageListener", Rules.answers(null)),
                Mutant.of("A listener cannot be removed", "API: MessageConsumer", LISTENER)
                        .on(
                                MessageConsumer.class,
                                "setMessageListener",
                                call -> call.argument(0) == null ? null : call.proceed()),
                Mutant.of("A second listener does not replace the first", "8.7", LISTENER)
                        .on(
                                MessageConsumer.class,
                                "setMessageListener",
                                call -> call.argument(0) != null && call.notes().putIfAbsent("set", true) != null
                                        ? null
                                        : call.proceed()),
                Mutant.of("A listener can be set while another thread receives", "8.7", LISTENER)
                        .on(
                                MessageConsumer.class,
                                "setMessageListener",
                                Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("A listener gets only every second message", "8.7", LISTENER)
                        .on(
                                MessageListener.class,
                                "onMessage",
                                call -> call.count("heard") % 2 == 0 ? null : call.proceed()));
    }

    private static List<Mutant> close() {
        return List.of(
                Mutant.of("close of a consumer returns before a running listener does", "8.8", CLOSE)
                        .on(MessageConsumer.class, "close", Rules.inAnotherThread()),
                Mutant.of("A closed consumer can be used", "8.8", CLOSE)
                        .on(MessageConsumer.class, "*", Rules.withoutThrowing(IllegalStateException.class)),
                Mutant.of("close of a consumer closes its session", "8.8", CLOSE)
                        .on(jakarta.jms.Session.class, "createConsumer", ConnectionMutants::noting)
                        .on(MessageConsumer.class, "close", call -> {
                            if (call.notes().get("maker") instanceof jakarta.jms.Session session) {
                                session.close();
                            }
                            return null;
                        }),
                Mutant.of("close of a consumer rolls its transaction back", "8.8", CLOSE)
                        .on(jakarta.jms.Session.class, "createConsumer", ConnectionMutants::noting)
                        .on(MessageConsumer.class, "close", call -> {
                            call.proceed();
                            if (call.notes().get("maker") instanceof jakarta.jms.Session session
                                    && session.getTransacted()) {
                                session.rollback();
                            }
                            return null;
                        }),
                Mutant.of("close of a consumer acknowledges what was not delivered", "8.8", CLOSE)
                        .on(jakarta.jms.Session.class, "createConsumer", ConnectionMutants::noting)
                        .on(MessageConsumer.class, "close", ReceivingMutants::drained));
    }

    private static @Nullable Object throwing(Call call) throws Throwable {
        Object received = call.proceed();
        if (received == null && (call.arity() == 0 || call.argument(0).equals(0L))) {
            throw new JMSException("closed");
        }
        return received;
    }

    private static @Nullable Object drained(Call call) throws Throwable {
        MessageConsumer consumer = call.target(MessageConsumer.class);
        if (consumer.getMessageListener() == null) {
            try {
                while (consumer.receiveNoWait() != null) {
                    // it is gone
                }
            } catch (JMSException closed) {
                return call.proceed();
            }
        }
        return call.proceed();
    }
}
