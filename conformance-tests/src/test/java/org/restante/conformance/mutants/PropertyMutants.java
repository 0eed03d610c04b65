package org.restante.conformance.mutants;

import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about the properties of messages (3.5). */
final class PropertyMutants {

    private static final String WRITERS =
            "setBooleanProperty setByteProperty setShortProperty setIntProperty setLongProperty "
                    + "setFloatProperty setDoubleProperty setStringProperty setObjectProperty";
    private static final String READERS =
            "getBooleanProperty getByteProperty getShortProperty getIntProperty getLongProperty "
                    + "getFloatProperty getDoubleProperty getStringProperty getObjectProperty";

    private PropertyMutants() {}

    static List<Mutant> all() {
        return Stream.of(names(), conversions(), othersThanValues())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> names() {
        return List.of(
                Mutant.of("A property may have an empty name", "3.5.1", "model.NamesTest", "model.PropertiesTest")
                        .on(Message.class, WRITERS, Rules.withoutThrowing(IllegalArgumentException.class)),
                Mutant.of("Names of properties are not case-sensitive", "3.5.1", "model.PropertiesTest")
                        .on(
                                Message.class,
                                WRITERS + " " + READERS,
                                Rules.withArgument(
                                        0, name -> name instanceof String text ? text.toLowerCase(Locale.ROOT) : name)),
                Mutant.of("A property whose name is not ASCII is lost", "3.5.1", "model.LettersInNamesTest")
                        .on(
                                Message.class,
                                WRITERS,
                                call -> call.argument(0) instanceof String name && !name.matches("\\p{ASCII}*")
                                        ? null
                                        : call.proceed()));
    }

    private static List<Mutant> conversions() {
        return List.of(
                Mutant.of("A float property becomes a double", "3.5.2", "model.PropertiesTest")
                        .on(Message.class, "setFloatProperty", call -> {
                            call.target(Message.class)
                                    .setDoubleProperty((String) call.argument(0), (float) call.argument(1));
                            return null;
                        }),
                Mutant.of("The properties of a received message can be written", "3.5.3", "model.PropertiesTest")
                        .on(Message.class, WRITERS, Rules.withoutThrowing(MessageNotWriteableException.class)),
                Mutant.of("Any property is converted to any type", "3.5.4", "model.PropertyConversionTest")
                        .on(Message.class, READERS, Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("Text that is not a number is read as 0", "3.5.4", "model.PropertyConversionTest")
                        .on(Message.class, READERS, Rules.withoutThrowing(NumberFormatException.class)),
                Mutant.of("Only true in small letters is converted to true", "3.5.4", "model.PropertyConversionTest")
                        .on(
                                Message.class,
                                "getBooleanProperty",
                                call -> call.target(Message.class).getObjectProperty((String) call.argument(0))
                                                instanceof String text
                                        ? text.equals("true")
                                        : call.proceed()),
                Mutant.of("A property may be an object of any class", "3.5.5", "model.PropertiesTest")
                        .on(Message.class, "setObjectProperty", Rules.withoutThrowing(MessageFormatException.class)),
                Mutant.of("An object property is always text", "3.5.5", "model.PropertiesTest")
                        .on(Message.class, "getObjectProperty", call -> {
                            Object value = call.proceed();
                            return value == null ? null : value.toString();
                        }));
    }

    private static List<Mutant> othersThanValues() {
        return List.of(
                Mutant.of("getPropertyNames lists header fields too", "3.5.6", "model.PropertiesTest")
                        .on(Message.class, "getPropertyNames", PropertyMutants::withHeader),
                Mutant.of("clearProperties removes nothing", "3.5.7", "model.PropertiesTest")
                        .on(Message.class, "clearProperties", Rules.ignored()),
                Mutant.of("clearProperties clears the body too", "3.5.7", "model.PropertiesTest")
                        .on(Message.class, "clearProperties", call -> {
                            call.target(Message.class).clearBody();
                            return call.proceed();
                        }),
                Mutant.of("An absent property is read as empty text", "3.5.8", "model.PropertiesTest")
                        .on(
                                Message.class,
                                "getStringProperty",
                                call -> call.proceed() instanceof String text ? text : ""),
                Mutant.of(
                                "An absent property is read as the number 0",
                                "3.5.8",
                                "model.PropertiesTest",
                                "model.NullValueTest")
                        .on(Message.class, "getIntProperty", Rules.withoutThrowing(NumberFormatException.class)),
                Mutant.of("JMSXGroupID is lost", "3.5.9", "model.PropertiesTest")
                        .on(
                                Message.class,
                                "setStringProperty",
                                call -> "JMSXGroupID".equals(call.argument(0)) ? null : call.proceed()));
    }

    private static @Nullable Object withHeader(Call call) throws Throwable {
        List<Object> names = new ArrayList<>();
        Enumeration<?> right = call.target(Message.class).getPropertyNames();
        right.asIterator().forEachRemaining(names::add);
        names.add("JMSPriority");
        return Collections.enumeration(names);
    }
}
