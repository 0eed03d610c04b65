package org.restante.conformance.mutants;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about the subscriptions of topics (4.2, 8.3). */
final class SubscriptionMutants {

    private static final String DURABLE = "receiving.DurableSubscriptionTest";
    private static final String SHARED = "receiving.SharedSubscriptionTest";
    private static final String SHARED_DURABLE = "receiving.SharedDurableSubscriptionTest";

    private SubscriptionMutants() {}

    static List<Mutant> all() {
        return Stream.of(durable(), shared(), noLocalAndNames())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> durable() {
        return List.of(
                Mutant.of("A durable subscription is forgotten when its consumer closes", "8.3.3", DURABLE)
                        .on(Session.class, "createDurableSubscriber createDurableConsumer", SubscriptionMutants::named)
                        .on(MessageConsumer.class, "close", SubscriptionMutants::forgotten),
                Mutant.of("unsubscribe does nothing", "8.3.3", DURABLE, SHARED_DURABLE)
                        .on(Session.class, "unsubscribe", Rules.ignored()),
                Mutant.of("unsubscribe of an unknown name is accepted", "8.3.3", DURABLE)
                        .on(Session.class, "unsubscribe", Rules.withoutThrowing(JMSException.class)),
                Mutant.of("A durable subscription needs no client identifier", "8.3.3", DURABLE)
                        .on(
                                Session.class,
                                "createDurableSubscriber createDurableConsumer",
                                Rules.withoutThrowing(JMSException.class, SubscriptionMutants::anyConsumer)),
                Mutant.of("A durable subscription ignores its selector", "8.3.3", DURABLE)
                        .on(
                                Session.class,
                                "createDurableSubscriber createDurableConsumer",
                                Rules.withArgument(2, given -> null)));
    }

    private static List<Mutant> shared() {
        return List.of(
                Mutant.of("A consumer of a shared subscription has its own subscription", "8.3.2", SHARED)
                        .on(Session.class, "createSharedConsumer", SubscriptionMutants::anyConsumer),
                Mutant.of("All shared subscriptions of a topic are one", "8.3.2", SHARED)
                        .on(Session.class, "createSharedConsumer", Rules.withArgument(1, name -> "one")),
                Mutant.of("A shared subscription outlives its last consumer", "8.3.2", SHARED)
                        .on(
                                Session.class,
                                "createSharedConsumer",
                                call -> call.arity() == 2
                                        ? call.wrapped(call.target(Session.class)
                                                .createSharedDurableConsumer(
                                                        call.unwrapped(Topic.class, call.argument(0)),
                                                        (String) call.argument(1)))
                                        : call.proceed()),
                Mutant.of("A shared durable subscription is not shared", "8.3.4", SHARED_DURABLE)
                        .on(
                                Session.class,
                                "createSharedDurableConsumer",
                                call -> call.proceedWith(1, call.argument(1) + "_" + call.count("shared"))),
                Mutant.of("A shared durable subscription is not durable", "8.3.4", SHARED_DURABLE)
                        .on(
                                Session.class,
                                "createSharedDurableConsumer",
                                call -> call.arity() == 2
                                        ? call.wrapped(call.target(Session.class)
                                                .createSharedConsumer(
                                                        call.unwrapped(Topic.class, call.argument(0)),
                                                        (String) call.argument(1)))
                                        : call.proceed()));
    }

    private static List<Mutant> noLocalAndNames() {
        return List.of(
                Mutant.of("noLocal is ignored", "8.3.1", "domains.TopicTest")
                        .on(Session.class, "createConsumer createSubscriber", Rules.withArgument(2, given -> false)),
                Mutant.of("noLocal keeps out all messages", "8.3.1", "domains.TopicTest", DURABLE)
                        .on(
                                Session.class,
                                "createConsumer",
                                call -> call.arity() == 3 && call.argument(2).equals(true)
                                        ? call.proceedWith(1, "FALSE")
                                        : call.proceed()),
                Mutant.of("noLocal of a durable subscription is ignored", "8.3.3", DURABLE)
                        .on(
                                Session.class,
                                "createDurableSubscriber createDurableConsumer",
                                Rules.withArgument(3, given -> false)),
                Mutant.of("A subscription name may not have a dot", "4.2.4", DURABLE)
                        .on(Session.class, "createDurableSubscriber createDurableConsumer", call -> {
                            if (call.argument(1) instanceof String name && name.contains(".")) {
                                throw new JMSException("the name has a dot");
                            }
                            return call.proceed();
                        }));
    }

    private static @Nullable Object named(Call call) throws Throwable {
        Object consumer = call.proceed();
        call.notesOf(consumer).put("name", call.argument(1));
        call.notesOf(consumer).put("session", call.target(Session.class));
        return consumer;
    }

    private static @Nullable Object forgotten(Call call) throws Throwable {
        call.proceed();
        if (call.notes().remove("name") instanceof String name) {
            ((Session) call.notes().get("session")).unsubscribe(name);
        }
        return null;
    }

    /** A consumer of a subscription of its own. */
    private static @Nullable Object anyConsumer(Call call) throws Throwable {
        Session session = call.target(Session.class);
        Topic topic = call.unwrapped(Topic.class, call.argument(0));
        String selector = call.arity() > 2 ? (String) call.argument(2) : null;
        return call.wrapped(
                call.name().startsWith("createDurable")
                        ? session.createSharedDurableConsumer(topic, (String) call.argument(1), selector)
                        : session.createConsumer(topic, selector));
    }
}
