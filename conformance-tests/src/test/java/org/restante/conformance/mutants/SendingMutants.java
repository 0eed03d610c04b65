package org.restante.conformance.mutants;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about producers and their options (7). */
final class SendingMutants {

    private SendingMutants() {}

    static List<Mutant> all() {
        return Stream.of(options(), checks(), ofTheSimplifiedApi(), sendsOfTheSimplifiedApi())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> options() {
        return List.of(
                Mutant.of("The priority of a producer is ignored", "7.4", "sending.ProducerTest")
                        .on(MessageProducer.class, "setPriority", Rules.ignored()),
                Mutant.of("The priority of a call is ignored", "7.4", "sending.ProducerTest")
                        .on(MessageProducer.class, "send", call -> option(call, 2, given -> 4)),
                Mutant.of("The delivery mode of a producer is ignored", "7.7", "sending.ProducerTest")
                        .on(MessageProducer.class, "setDeliveryMode", Rules.ignored()),
                Mutant.of("Time to live is ignored", "7.8", "sending.TimeToLiveTest")
                        .on(MessageProducer.class, "setTimeToLive", Rules.ignored())
                        .on(MessageProducer.class, "send", call -> option(call, 3, given -> 0L)),
                Mutant.of("Time to live is taken for seconds", "7.8", "model.SentHeadersTest", "sending.TimeToLiveTest")
                        .on(
                                MessageProducer.class,
                                "setTimeToLive",
                                Rules.withArgument(0, given -> (long) given * 1_000)),
                Mutant.of("Delivery delay is ignored", "7.9", "sending.DeliveryDelayTest")
                        .on(MessageProducer.class, "setDeliveryDelay", Rules.ignored()),
                Mutant.of("Delivery delay is forgotten after one send", "7.9", "sending.LastingOptionsTest")
                        .on(MessageProducer.class, "send", call -> {
                            Object answer = call.proceed();
                            call.target(MessageProducer.class).setDeliveryDelay(0);
                            return answer;
                        }),
                Mutant.of("Disabled message identifiers have another form", "3.4.3", "model.SentHeadersTest")
                        .on(MessageProducer.class, "send", SendingMutants::withoutId)
                        .on(
                                Message.class,
                                "getJMSMessageID",
                                call -> call.target(Message.class).propertyExists("no_id") ? "none" : call.proceed()));
    }

    private static List<Mutant> checks() {
        return List.of(
                Mutant.of("Null is accepted as a message", "7.1", "sending.ProducerTest")
                        .on(MessageProducer.class, "send", Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("A producer with a destination sends to another too", "7.1", "sending.ProducerTest")
                        .on(MessageProducer.class, "send", Rules.withoutThrowing(UnsupportedOperationException.class)),
                Mutant.of(
                                "A send without a destination is dropped",
                                "7.1",
                                "sending.ProducerTest",
                                "sending.ProducerStateTest")
                        .on(MessageProducer.class, "send", Rules.withoutThrowing(InvalidDestinationException.class)),
                Mutant.of("Any priority and delivery mode is accepted", "7.4", "sending.ProducerStateTest")
                        .on(
                                MessageProducer.class,
                                "setPriority setDeliveryMode",
                                Rules.withoutThrowing(JMSException.class)),
                Mutant.of("A producer begins with the mode NON_PERSISTENT", "7.7", "sending.ProducerTest")
                        .on(jakarta.jms.Session.class, "createProducer", call -> {
                            MessageProducer producer = (MessageProducer) call.proceed();
                            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                            return producer;
                        }),
                Mutant.of(
                                "A closed producer sends",
                                "API: MessageProducer",
                                "sending.ProducerTest",
                                "sending.ProducerStateTest")
                        .on(MessageProducer.class, "close", Rules.ignored()));
    }

    private static List<Mutant> ofTheSimplifiedApi() {
        return List.of(
                Mutant.of("The properties of a JMSProducer are ignored", "7.5", "sending.JmsProducerTest")
                        .on(JMSProducer.class, "setProperty", Rules.ignored()),
                Mutant.of("The headers of a JMSProducer are ignored", "7.6", "sending.JmsProducerTest")
                        .on(
                                JMSProducer.class,
                                "setJMSCorrelationID setJMSType setJMSReplyTo setJMSCorrelationIDAsBytes",
                                Rules.ignored()),
                Mutant.of("The options of a JMSProducer are ignored", "7.4", "sending.JmsProducerTest")
                        .on(
                                JMSProducer.class,
                                "setPriority setDeliveryMode setTimeToLive setDeliveryDelay",
                                Rules.ignored()),
                Mutant.of("The setters of a JMSProducer return null", "7.10", "sending.JmsProducerTest")
                        .on(JMSProducer.class, "setPriority setDeliveryMode setProperty setJMSType", call -> {
                            call.proceed();
                            return null;
                        }));
    }

    private static List<Mutant> sendsOfTheSimplifiedApi() {
        return List.of(
                Mutant.of("A JMSProducer forgets its properties after one send", "7.5", "sending.LastingOptionsTest")
                        .on(JMSProducer.class, "send", call -> {
                            Object answer = call.proceed();
                            call.target(JMSProducer.class).clearProperties();
                            return answer;
                        }),
                Mutant.of(
                                "A property of the message comes before that of the JMSProducer",
                                "7.5",
                                "sending.JmsProducerTest")
                        .on(JMSProducer.class, "send", SendingMutants::keepingProperties),
                Mutant.of(
                                "A JMSProducer drops what it cannot send",
                                "10.2",
                                "sending.JmsProducerTest",
                                "sending.JmsProducerBodiesTest")
                        .on(
                                JMSProducer.class,
                                "send",
                                Rules.withoutThrowing(JMSRuntimeException.class, Rules.ignored())),
                Mutant.of(
                                "A JMSProducer makes an empty text of null",
                                "API: JMSProducer",
                                "sending.JmsProducerTest",
                                "sending.JmsProducerBodiesTest")
                        .on(
                                JMSProducer.class,
                                "send",
                                call -> call.argument(1) == null
                                        ? call.wrapped(call.target(JMSProducer.class)
                                                .send(call.unwrapped(Destination.class, call.argument(0)), ""))
                                        : call.proceed()));
    }

    /** An option of the call: mode, priority and time to live follow the message. */
    private static @Nullable Object option(Call call, int position, UnaryOperator<Object> change) throws Throwable {
        int index = call.argument(0) instanceof Message ? position : position + 1;
        return call.arity() > 3 ? call.proceedWith(index, change.apply(call.argument(index))) : call.proceed();
    }

    private static @Nullable Object withoutId(Call call) throws Throwable {
        Message message = call.argument(Message.class);
        if (call.target(MessageProducer.class).getDisableMessageID() && message != null) {
            message.setBooleanProperty("no_id", true);
        }
        return call.proceed();
    }

    private static @Nullable Object keepingProperties(Call call) throws Throwable {
        Message message = call.argument(Message.class);
        JMSProducer producer = call.target(JMSProducer.class);
        if (message != null) {
            for (String name : List.copyOf(producer.getPropertyNames())) {
                if (message.propertyExists(name)) {
                    producer.setProperty(name, message.getObjectProperty(name));
                }
            }
        }
        return call.proceed();
    }
}
