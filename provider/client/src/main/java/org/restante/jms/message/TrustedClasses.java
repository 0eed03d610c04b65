package org.restante.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;

/**
 * The classes that an ObjectMessage may hold, and the only place that deserialises. Immutable.
 *
 * <p>Always trusted are the classes directly in java.lang, java.math, java.time, java.time.chrono, java.util,
 * java.util.concurrent and java.util.concurrent.atomic, java.net.URI, the dates of java.sql, primitives, and arrays of
 * trusted classes. The URI option {@code trust} adds class names and package prefixes, separated by commas. {@code *}
 * trusts every class; every sender can then run code in this process.
 */
public final class TrustedClasses {

    private static final Set<String> PACKAGES = Set.of(
            "java.lang",
            "java.math",
            "java.time",
            "java.time.chrono",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic");
    private static final Set<String> CLASSES =
            Set.of("java.net.URI", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp");
    private static final int MAX_DEPTH = 500;
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
        return element.isPrimitive()
                || PACKAGES.contains(element.getPackageName())
                || CLASSES.contains(element.getName())
                || isAdded(element.getName());
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
        Filter filter = new Filter(bytes.length);
        try (ObjectInputStream in = new ApplicationObjects(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(filter);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw Problems.caused(new MessageFormatException(filter.refusal(e)), e);
        } catch (LinkageError e) { // a class was found, but not another one that it needs
            throw Problems.caused(new MessageFormatException(filter.refusal(e)), new InvocationTargetException(e));
        }
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
            if (info.depth() > MAX_DEPTH || info.arrayLength() > size || info.references() > size) {
                refused = "the object of the message is nested deeper than " + MAX_DEPTH
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
                    + " in the message is not trusted, so nothing of it was read; if it is" + " yours, add trust="
                    + type.getName() + " to the options of the connection's URI";
            return Status.REJECTED;
        }

        String refusal(Throwable e) {
            return refused != null ? refused : "the object of the message cannot be read: " + e;
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
