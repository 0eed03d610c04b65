package org.restante.conformance.mutants;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about the bodies of messages (3.9 to 3.12). */
final class BodyMutants {

    private BodyMutants() {}

    static List<Mutant> all() {
        return Stream.of(text(), states(), bytes(), conversions(), copies())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> text() {
        return List.of(
                Mutant.of("Text is cut after 1,000 characters", "3.11", "model.TextMessageTest")
                        .on(TextMessage.class, "setText", Rules.withArgument(0, BodyMutants::cut))
                        .on(Session.class, "createTextMessage", Rules.withArgument(0, BodyMutants::cut)),
                Mutant.of("Text that is null becomes empty", "3.11", "model.TextMessageTest")
                        .on(TextMessage.class, "getText", call -> call.proceed() instanceof String text ? text : ""),
                Mutant.of("A change after the send changes the sent message", "3.9", "model.SentMessageTest")
                        .on(MessageProducer.class, "send", BodyMutants::remembered)
                        .on(
                                TextMessage.class,
                                "getText",
                                call -> sender(call, TextMessage.class) instanceof TextMessage now
                                        ? now.getText()
                                        : call.proceed())
                        .on(
                                Message.class,
                                "getBody",
                                call -> sender(call, TextMessage.class) instanceof TextMessage now
                                        ? now.getText()
                                        : call.proceed()),
                Mutant.of("The subscribers of a topic get the same object", "3.10", "model.SentMessageTest")
                        .on(MessageConsumer.class, "receive", BodyMutants::sameObject));
    }

    private static List<Mutant> states() {
        return List.of(
                Mutant.of("clearBody does nothing", "3.11.1", "model.MessageStateTest")
                        .on(Message.class, "clearBody", Rules.ignored()),
                Mutant.of("clearBody clears the properties too", "3.11.1", "model.MessageStateTest")
                        .on(Message.class, "clearBody", call -> {
                            call.target(Message.class).clearProperties();
                            return call.proceed();
                        }),
                Mutant.of(
                                "The body of a received message can be written",
                                "3.11.2",
                                "model.MessageStateTest",
                                "model.TextMessageTest")
                        .on(Message.class, "*", Rules.withoutThrowing(MessageNotWriteableException.class)),
                Mutant.of("A message that is being written can be read", "3.12", "model.MessageStateTest")
                        .on(Message.class, "*", Rules.withoutThrowing(MessageNotReadableException.class)));
    }

    private static List<Mutant> bytes() {
        return List.of(
                Mutant.of("Reading past the end of a body returns zero", "API: BytesMessage", "model.BytesMessageTest")
                        .on(BytesMessage.class, "*", Rules.withoutThrowing(MessageEOFException.class)),
                Mutant.of("Unsigned bytes are read with a sign", "API: BytesMessage", "model.BytesMessageTest")
                        .on(BytesMessage.class, "readUnsignedByte", call -> (int) (byte) (int) call.proceed()),
                Mutant.of("getBodyLength counts what is left to read", "API: BytesMessage", "model.BytesMessageTest")
                        .on(BytesMessage.class, "readByte", call -> {
                            call.notes().merge("read", 1L, (a, b) -> (long) a + (long) b);
                            return call.proceed();
                        })
                        .on(
                                BytesMessage.class,
                                "getBodyLength",
                                call -> (long) call.proceed()
                                        - (long) call.notes().getOrDefault("read", 0L)));
    }

    private static List<Mutant> conversions() {
        return List.of(
                Mutant.of("A failed read of a stream advances its position", "3.11.3", "model.StreamConversionTest")
                        .on(StreamMessage.class, "*", BodyMutants::advancing),
                Mutant.of("Any entry of a map is converted to any type", "3.11.3", "model.MapConversionTest")
                        .on(MapMessage.class, "*", Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("Any value of a stream is converted to any type", "3.11.3", "model.StreamConversionTest")
                        .on(StreamMessage.class, "*", Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("An entry of a map without value does not exist", "API: MapMessage", "model.MapMessageTest")
                        .on(
                                MapMessage.class,
                                "itemExists",
                                call -> call.target(MapMessage.class).getObject((String) call.argument(0)) != null));
    }

    private static List<Mutant> copies() {
        return List.of(
                Mutant.of(
                                "A map keeps the array that it is given",
                                "3.12",
                                "model.MapMessageTest",
                                "model.CopiedBodiesTest")
                        .on(MapMessage.class, "setBytes", BodyMutants::keptArray)
                        .on(
                                MapMessage.class,
                                "getBytes",
                                call -> call.notes().get("array " + call.argument(0)) instanceof byte[] kept
                                        ? kept
                                        : call.proceed()),
                Mutant.of("An ObjectMessage hands out one object again and again", "3.12", "model.CopiedBodiesTest")
                        .on(ObjectMessage.class, "getObject", BodyMutants::keptObject),
                Mutant.of("getBody of another type returns null", "API: Message", "model.MessageBodyTest")
                        .on(Message.class, "getBody", Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("isBodyAssignableTo is always true", "API: Message", "model.MessageBodyTest")
                        .on(Message.class, "isBodyAssignableTo", Rules.answers(true)));
    }

    private static @Nullable Object cut(@Nullable Object text) {
        return text instanceof String all && all.length() > 1_000 ? all.substring(0, 1_000) : text;
    }

    private static @Nullable Object remembered(Call call) throws Throwable {
        Object answer = call.proceed();
        Message sent = call.argument(Message.class);
        if (sent != null && sent.getJMSMessageID() != null) {
            call.notesOfAll().put("sender " + sent.getJMSMessageID(), call.unwrapped(Message.class, sent));
        }
        return answer;
    }

    private static @Nullable Object sender(Call call, Class<?> type) throws Throwable {
        String id = call.target(Message.class).getJMSMessageID();
        Object sender = id == null ? null : call.notesOfAll().get("sender " + id);
        return type.isInstance(sender) ? sender : null;
    }

    private static @Nullable Object sameObject(Call call) throws Throwable {
        Object received = call.proceed();
        return received instanceof Message message
                ? call.notesOfAll().computeIfAbsent("copy " + message.getJMSMessageID(), none -> message)
                : received;
    }

    private static @Nullable Object advancing(Call call) throws Throwable {
        try {
            return call.proceed();
        } catch (MessageFormatException | NumberFormatException e) {
            if (call.name().startsWith("read")) {
                call.target(StreamMessage.class).readObject();
            }
            throw e;
        }
    }

    private static @Nullable Object keptArray(Call call) throws Throwable {
        if (call.arity() == 2 && call.argument(1) != null) {
            call.notes().put("array " + call.argument(0), call.argument(1));
        }
        return call.proceed();
    }

    private static @Nullable Object keptObject(Call call) throws Throwable {
        Object object = call.proceed();
        return object == null ? null : call.notes().computeIfAbsent("object", none -> object);
    }
}
