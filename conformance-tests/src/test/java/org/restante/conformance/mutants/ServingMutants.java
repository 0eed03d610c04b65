package org.restante.conformance.mutants;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;

/** Providers that are wrong about connection consumers (11.2). */
final class ServingMutants {

    private static final String TEST = "serving.ConnectionConsumerTest";
    private static final String LIFECYCLE = "serving.ConnectionConsumerLifecycleTest";
    private static final String REFUSALS = "serving.ConnectionConsumerRefusalsTest";
    private static final String ALL =
            "createConnectionConsumer createSharedConnectionConsumer createDurableConnectionConsumer createSharedDurableConnectionConsumer";

    private ServingMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("A ConnectionConsumer ignores maxMessages", "11.2.4", TEST)
                        .on(Connection.class, ALL, call -> call.proceedWith(call.arity() - 1, 100)),
                Mutant.of("A ConnectionConsumer ignores its selector", "11.2.4", TEST)
                        .on(Connection.class, "createConnectionConsumer", Rules.withArgument(1, given -> null)),
                Mutant.of("A ConnectionConsumer accepts any selector", "11.2.4", REFUSALS)
                        .on(Connection.class, ALL, Rules.withoutThrowing(InvalidSelectorException.class)),
                Mutant.of("A ConnectionConsumer needs no pool", "11.2.4", REFUSALS)
                        .on(Connection.class, ALL, Rules.withoutThrowing(JMSException.class)),
                Mutant.of("A ConnectionConsumer delivers before its connection is started", "11.2.4", LIFECYCLE)
                        .on(Connection.class, ALL, call -> {
                            call.target(Connection.class).start();
                            return call.proceed();
                        }),
                Mutant.of("A ConnectionConsumer goes on after its close", "11.2.4", TEST, LIFECYCLE)
                        .on(ConnectionConsumer.class, "close", Rules.ignored()),
                Mutant.of("A durable ConnectionConsumer is not durable", "11.2.4", TEST)
                        .on(
                                Connection.class,
                                "createDurableConnectionConsumer",
                                call -> call.wrapped(call.target(Connection.class)
                                        .createConnectionConsumer(
                                                call.unwrapped(Topic.class, call.argument(0)),
                                                (String) call.argument(2),
                                                call.unwrapped(ServerSessionPool.class, call.argument(3)),
                                                (int) call.argument(4)))),
                Mutant.of("Shared ConnectionConsumers get a copy each", "11.2.4", TEST)
                        .on(
                                Connection.class,
                                "createSharedConnectionConsumer",
                                call -> call.proceedWith(1, call.argument(1) + "_" + call.count("shared"))),
                Mutant.of("run of a session calls no listener", "11.2.1", TEST)
                        .on(Session.class, "run", Rules.ignored()),
                Mutant.of("getMessageListener of a session returns nothing", "11.2.1", TEST)
                        .on(Session.class, "getMessageListener", Rules.answers(null)));
    }
}
