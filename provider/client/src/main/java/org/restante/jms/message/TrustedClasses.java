package org.restante.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.reflect.InvocationTargetException;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;

/**
 * The classes that an ObjectMessage may hold, and the only place that deserialises. Immutable.
 *
 * <p>Always trusted are the values and collections of the JDK that {@link ValueClasses} names, primitives, and arrays of
 * trusted classes. The URI option {@code trust} adds class names and package prefixes, separated by commas. {@code *}
 * trusts every class and checks nothing; every sender can then run code in this process.
 *
 * <p>Bounds, see {@link GraphBounds}: the check of the collections comes first, so no object is made of bytes that exceed one.
 */
public final class TrustedClasses {

    private static final TrustedClasses EVERYTHING = new TrustedClasses(List.of("*"));

    private final List<String> added;

    private TrustedClasses(List<String> added) {
        this.added = added;
    }

    /** Parses the value of the option; null adds nothing. */
    public static TrustedClasses of(@Nullable String option) {
        return new TrustedClasses(
                option == null
                        ? List.of()
                        : Arrays.stream(option.split(",", -1))
                                .map(String::strip)
                                .filter(entry -> !entry.isEmpty())
                                .toList());
    }

    /** Trusts every class, for objects that this process has serialised itself. */
    static TrustedClasses everything() {
        return EVERYTHING;
    }

    boolean trusts(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || ValueClasses.contains(element) || isAdded(element.getName());
    }

    private boolean isAdded(String name) {
        for (String entry : added) {
            String prefix = entry.endsWith(".*") ? entry.substring(0, entry.length() - 2) : entry;
            boolean begins = name.startsWith(prefix);
            if (entry.equals("*")
                    || (begins && (name.length() == prefix.length() || isSeparator(name, prefix.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSeparator(String name, int at) {
        return name.charAt(at) == '.' || name.charAt(at) == '$';
    }

    /**
     * Reads one serialised object.
     *
     * @throws MessageFormatException if a class is not trusted or not found, or the bytes are not a serialised object
     */
    @Nullable
    Object read(byte[] bytes) throws MessageFormatException {
        if (!trustsEverything()) {
            checkShape(bytes);
        }
        Filter filter = new Filter(bytes.length);
        try (ObjectInputStream in = new ApplicationObjects(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(filter);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw Problems.caused(new MessageFormatException(filter.refusal(e)), e);
        } catch (LinkageError e) { // a class was found, but not another one that it needs
            throw Problems.caused(new MessageFormatException(filter.refusal(e)), new InvocationTargetException(e));
        } catch (StackOverflowError e) { // an application's class hashes or compares too deep
            throw Problems.caused(
                    new MessageFormatException("the object of the message is nested too deep to be read"),
                    new InvocationTargetException(e));
        }
    }

    private boolean trustsEverything() {
        return added.contains("*");
    }

    private static void checkShape(byte[] bytes) throws MessageFormatException {
        try {
            SerializedGraph.check(bytes);
        } catch (GraphBounds.ExceededException e) {
            throw Problems.caused(
                    new MessageFormatException(e.getMessage() + ", so nothing of it was read; if you trust"
                            + " every sender, trust=* in the options of the connection's URI reads it"),
                    e);
        } catch (StreamCorruptedException e) {
            throw Problems.caused(
                    new MessageFormatException("the object of the message cannot be read: " + e.getMessage()), e);
        } catch (BufferUnderflowException e) {
            throw Problems.caused(
                    new MessageFormatException("the object of the message cannot be read: it ends too early"), e);
        }
    }

    /** The package of a class of the application; the class itself if it is the JDK's or has no package. */
    private static String suggestion(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        String name = element.getPackageName();
        boolean isJdk = name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
        return name.isEmpty() || isJdk ? element.getName() : name;
    }

    /** Checks each class, and remembers the text of a refusal. Owned by the reading thread. */
    private final class Filter implements ObjectInputFilter {
        private final int size;
        private @Nullable String refused;

        Filter(int size) {
            this.size = size;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            if (info.depth() > GraphBounds.MAX_DEPTH || info.arrayLength() > size || info.references() > size) {
                refused = "the object of the message is nested deeper than " + GraphBounds.MAX_DEPTH
                        + " or claims more elements than it has bytes";
                return Status.REJECTED;
            }
            Class<?> type = info.serialClass();
            if (type == null) {
                return Status.UNDECIDED;
            }
            if (trusts(type)) {
                return Status.ALLOWED;
            }
            refused = "the class " + type.getName()
                    + " in the message is not trusted, so nothing of it was read; if it is yours, add trust="
                    + suggestion(type) + " to the options of the connection's URI";
            return Status.REJECTED;
        }

        String refusal(Throwable e) {
            return refused != null ? refused : "the object of the message cannot be read: " + Problems.reason(e);
        }
    }

    /**
     * Resolves classes by the context class loader of the application's thread, then by the default one. Owned by the
     * reading thread.
     */
    private static final class ApplicationObjects extends ObjectInputStream {
        ApplicationObjects(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            if (loader != null) {
                try {
                    return Class.forName(description.getName(), false, loader);
                } catch (ClassNotFoundException notThere) {
                    return super.resolveClass(description); // primitives, and classes of this provider's class loader
                }
            }
            return super.resolveClass(description);
        }
    }
}
