package org.restante.conformance.mutants;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.stream.Stream;

/** Providers that are wrong after a restart (9.1). */
final class DurabilityMutants {

    private static final String TEST = "facilities.DurabilityTest";

    private DurabilityMutants() {}

    static List<Mutant> all() {
        return Stream.of(messages(), subscriptions(), delaysAndBranches())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> messages() {
        return List.of(
                Mutant.of("A persistent message does not outlive a restart", "9.1", TEST)
                        .on(MessageProducer.class, "send", call -> {
                            call.target(MessageProducer.class).setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                            return call.proceed();
                        })
                        .keptOnDisk(),
                Mutant.of("An acknowledged message comes back after a restart", "9.1", TEST)
                        .on(
                                Connection.class,
                                "createSession",
                                call -> call.wrapped(
                                        call.target(Connection.class).createSession(Session.CLIENT_ACKNOWLEDGE)))
                        .on(Message.class, "acknowledge", Rules.ignored())
                        .keptOnDisk(),
                Mutant.of("JMSRedelivered is forgotten by a restart", "3.4.7", TEST)
                        .on(Message.class, "getJMSRedelivered", Rules.answers(false))
                        .keptOnDisk());
    }

    private static List<Mutant> subscriptions() {
        return List.of(
                Mutant.of("A durable subscription does not outlive a restart", "9.1", TEST)
                        .on(
                                Session.class,
                                "createDurableSubscriber createDurableConsumer",
                                call -> call.proceedWith(1, call.argument(1) + "_" + call.count("subscriptions")))
                        .keptOnDisk(),
                Mutant.of("A shared durable subscription does not outlive a restart", "9.1", TEST)
                        .on(
                                Session.class,
                                "createSharedDurableConsumer",
                                call -> call.proceedWith(1, call.argument(1) + "_" + call.count("subscriptions")))
                        .keptOnDisk(),
                Mutant.of("A subscription that was removed is back after a restart", "9.1", TEST)
                        .on(Session.class, "unsubscribe", Rules.ignored())
                        .keptOnDisk());
    }

    private static List<Mutant> delaysAndBranches() {
        return List.of(
                Mutant.of("A delay ends with a restart", "9.1", TEST)
                        .on(MessageProducer.class, "setDeliveryDelay", call -> {
                            call.notesOfAll().put("delay", call.argument(0));
                            return null;
                        })
                        .on(
                                Message.class,
                                "getJMSDeliveryTime",
                                call -> (long) call.proceed()
                                        + (long) call.notesOfAll().getOrDefault("delay", 0L))
                        .keptOnDisk(),
                Mutant.of("A branch is rolled back when its prepare returns", "11.3.5", "distributed.XaDurabilityTest")
                        .on(javax.transaction.xa.XAResource.class, "prepare", call -> {
                            Object vote = call.proceed();
                            call.target(javax.transaction.xa.XAResource.class)
                                    .rollback((javax.transaction.xa.Xid) call.argument(0));
                            return vote;
                        })
                        .keptOnDisk());
    }
}
