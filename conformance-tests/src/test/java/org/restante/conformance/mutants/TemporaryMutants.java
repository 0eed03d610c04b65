package org.restante.conformance.mutants;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about temporary destinations (4.1.5, 4.2.7, 6.2.2). */
final class TemporaryMutants {

    private static final String TEST = "domains.TemporaryDestinationTest";

    private TemporaryMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("Another connection may consume from a temporary queue", "6.2.2", TEST)
                        .on(Connection.class, "createSession", call -> owned(call, call.target(Connection.class)))
                        .on(
                                Session.class,
                                "createTemporaryQueue",
                                call -> owned(call, call.notes().get("owner")))
                        .on(Session.class, "createConsumer", TemporaryMutants::throughItsOwner),
                Mutant.of("A temporary destination can be deleted while it is in use", "6.2.2", TEST)
                        .on(TemporaryQueue.class, "delete", Rules.withoutThrowing(JMSException.class))
                        .on(TemporaryTopic.class, "delete", Rules.withoutThrowing(JMSException.class)),
                Mutant.of("delete of a temporary destination does nothing", "6.2.2", TEST)
                        .on(TemporaryQueue.class, "delete", Rules.ignored())
                        .on(TemporaryTopic.class, "delete", Rules.ignored()),
                Mutant.of("A session has only one temporary queue", "4.1.5", TEST)
                        .on(Session.class, "createTemporaryQueue", call -> {
                            Object before = call.notes().get("temporary");
                            Object queue = before == null ? call.proceed() : before;
                            call.notes().put("temporary", queue);
                            return queue;
                        }),
                Mutant.of("A send to a deleted temporary queue is dropped", "10.3", "sending.ProducerStateTest", TEST)
                        .on(
                                Session.class,
                                "createProducer",
                                Rules.withoutThrowing(
                                        InvalidDestinationException.class, call -> call.proceedWith(0, null)))
                        .on(
                                jakarta.jms.MessageProducer.class,
                                "send",
                                Rules.withoutThrowing(InvalidDestinationException.class)));
    }

    private static @Nullable Object owned(Call call, @Nullable Object owner) throws Throwable {
        Object made = call.proceed();
        if (owner != null) {
            call.notesOf(made).put("owner", owner);
        }
        return made;
    }

    private static @Nullable Object throughItsOwner(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (JMSException e) {
            if (call.argument(0) instanceof TemporaryQueue queue
                    && call.notesOf(queue).get("owner") instanceof Connection owner) {
                return call.wrapped(owner.createSession().createConsumer(call.unwrapped(TemporaryQueue.class, queue)));
            }
            throw e;
        }
    }
}
