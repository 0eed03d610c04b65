package org.restante.conformance.mutants;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that lose, repeat or misdirect messages (4, 6.2.9), or are wrong about names of destinations. */
final class DeliveryMutants {

    private DeliveryMutants() {}

    static List<Mutant> all() {
        return Stream.of(losses(), order(), names()).flatMap(List::stream).toList();
    }

    private static List<Mutant> losses() {
        return List.of(
                Mutant.of(
                                "Each fifth message that is sent is lost",
                                "9.1",
                                "connecting.MessageOrderTest",
                                "domains.QueueTest")
                        .on(MessageProducer.class, "send", call -> call.count("sent") % 5 == 0 ? null : call.proceed()),
                Mutant.of(
                                "Each third message that is sent arrives twice",
                                "4.1.2",
                                "connecting.MessageOrderTest",
                                "domains.QueueTest")
                        .on(MessageProducer.class, "send", call -> {
                            if (call.count("sent") % 3 == 0) {
                                call.proceed();
                            }
                            return call.proceed();
                        }),
                Mutant.of(
                                "A non-persistent message is not delivered",
                                "7.7",
                                "sending.ProducerTest",
                                "connecting.MessageOrderTest")
                        .on(MessageProducer.class, "send", DeliveryMutants::onlyPersistent),
                Mutant.of("A topic gives each message to one of its consumers", "4.2.2", "domains.TopicTest")
                        .on(
                                Session.class,
                                "createConsumer",
                                call -> call.arity() == 1 && call.argument(0) instanceof Topic topic
                                        ? call.wrapped(call.target(Session.class)
                                                .createSharedConsumer(call.unwrapped(Topic.class, topic), "all"))
                                        : call.proceed()),
                Mutant.of("A queue keeps no message while it has no consumer", "4.1.2", "domains.QueueTest")
                        .on(
                                Session.class,
                                "createConsumer createProducer",
                                call -> call.argument(0) instanceof Queue queue
                                        ? call.proceedWith(
                                                0, call.target(Session.class).createTopic(queue.getQueueName()))
                                        : call.proceed()),
                Mutant.of("A new consumer of a queue first removes the waiting messages", "4.1.8", "domains.QueueTest")
                        .on(Session.class, "createConsumer", DeliveryMutants::purging));
    }

    private static List<Mutant> order() {
        return List.of(
                Mutant.of("Messages are handed out in pairs, the later first", "6.2.9.1", "connecting.MessageOrderTest")
                        .on(MessageConsumer.class, "receive", DeliveryMutants::swapped),
                Mutant.of(
                                "Every second message to a queue is sent behind the next",
                                "6.2.9.2",
                                "connecting.MessageOrderTest")
                        .on(MessageProducer.class, "send", DeliveryMutants::heldBack),
                Mutant.of("receiveNoWait loses the message that it finds", "8.5", "receiving.ReceiveTest")
                        .on(MessageConsumer.class, "receiveNoWait", call -> {
                            call.proceed();
                            return null;
                        }));
    }

    private static List<Mutant> names() {
        return List.of(
                Mutant.of(
                                "Two queue objects of one name are two queues",
                                "6.2.3",
                                "domains.QueueTest",
                                "connecting.SessionTest")
                        .on(
                                Session.class,
                                "createQueue",
                                call -> call.proceedWith(0, call.argument(0) + "_" + call.count("queues"))),
                Mutant.of("A topic object loses a part of its name", "6.2.3", "connecting.SessionTest")
                        .on(
                                Session.class,
                                "createTopic",
                                call -> call.proceedWith(
                                        0, call.argument(0).toString().replaceFirst(".$", ""))),
                Mutant.of(
                                "A priority is only a header field",
                                "3.4.10",
                                "sending.ProducerStateTest",
                                "connecting.MessageOrderTest")
                        .on(MessageProducer.class, "send", DeliveryMutants::priorityOnlyInTheHeader)
                        .on(Message.class, "getJMSPriority", DeliveryMutants::rememberedPriority));
    }

    private static @Nullable Object onlyPersistent(Call call) throws Throwable {
        MessageProducer producer = call.target(MessageProducer.class);
        boolean once = call.arity() >= 4
                && Integer.valueOf(DeliveryMode.NON_PERSISTENT).equals(call.argument(Integer.class));
        return once || (call.arity() < 4 && producer.getDeliveryMode() == DeliveryMode.NON_PERSISTENT)
                ? null
                : call.proceed();
    }

    private static @Nullable Object purging(Call call) throws Throwable {
        if (call.arity() == 1 && call.argument(0) instanceof Queue) {
            try (MessageConsumer before = (MessageConsumer) call.proceed()) {
                while (before.receiveNoWait() != null) {
                    // it is gone
                }
            }
        }
        return call.proceed();
    }

    private static @Nullable Object swapped(Call call) throws Throwable {
        Object held = call.notes().remove("held");
        if (held != null) {
            return held;
        }
        Object first = call.proceed();
        Object second = first == null
                ? null
                : call.wrapped(call.target(MessageConsumer.class).receiveNoWait());
        if (second == null) {
            return first;
        }
        call.notes().put("held", first);
        return second;
    }

    private static @Nullable Object heldBack(Call call) throws Throwable {
        MessageProducer producer = call.target(MessageProducer.class);
        Object held = call.notes().remove("held");
        if (held == null && call.arity() == 1 && call.count("sent") % 2 == 0) {
            call.notes().put("held", call.unwrapped(Message.class, call.argument(0)));
            return null;
        }
        call.proceed();
        if (held != null) {
            producer.send((Message) held);
        }
        return null;
    }

    private static @Nullable Object priorityOnlyInTheHeader(Call call) throws Throwable {
        MessageProducer producer = call.target(MessageProducer.class);
        int priority = producer.getPriority();
        producer.setPriority(4);
        Object answer = call.proceed();
        producer.setPriority(priority);
        Message message = call.argument(Message.class);
        if (message != null && message.getJMSMessageID() != null && call.arity() < 4) {
            call.notesOfAll().put("priority " + message.getJMSMessageID(), priority);
        }
        return answer;
    }

    private static @Nullable Object rememberedPriority(Call call) throws Throwable {
        Object right = call.proceed();
        String id = call.target(Message.class).getJMSMessageID();
        return id == null ? right : call.notesOfAll().getOrDefault("priority " + id, right);
    }
}
