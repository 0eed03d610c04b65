package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Utf8;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * The ConnectionFactory of another provider: by its class, or by a name in JNDI.
 *
 * @param type the class; null for JNDI
 * @param url the argument of its constructor; null for a constructor without arguments
 * @param jndi the file of JNDI properties; null for a class
 * @param lookup the factory's name in JNDI
 * @param libraries jars, and directories of jars; empty for the class path of the shell
 * @param properties set on the factory by its bean setters
 */
public record FactorySource(
        @Nullable String type,
        @Nullable String url,
        @Nullable Path jndi,
        String lookup,
        List<Path> libraries,
        Map<String, String> properties) {

    public FactorySource {
        libraries = List.copyOf(libraries);
        properties = Map.copyOf(properties);
    }

    ConnectionFactory factory() {
        ClassLoader loader = libraries.isEmpty()
                ? FactorySource.class.getClassLoader()
                : new URLClassLoader(Libraries.urls(libraries), Libraries.parent());
        Thread.currentThread().setContextClassLoader(loader);
        Object found = jndi == null ? made(loader) : lookedUp(jndi);
        if (!(found instanceof ConnectionFactory factory)) {
            throw ShellException.failed(found.getClass().getName()
                    + " is not a connection factory of Jakarta Messaging 2.0 or later; name the provider's class that is, and not"
                    + " one of the older JMS API");
        }
        properties.forEach((name, value) -> set(factory, name, value));
        pollOneByOne(factory);
        return factory;
    }

    private Object made(ClassLoader loader) {
        String name = String.valueOf(type);
        try {
            Class<?> found = Class.forName(name, true, loader);
            return url == null
                    ? found.getConstructor().newInstance()
                    : found.getConstructor(String.class).newInstance(url);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw ShellException.failed(
                    "class not found" + (libraries.isEmpty() ? "" : " in the jars of --lib") + ": " + missing(e)
                            + (libraries.isEmpty() ? "; name its jars with --lib" : ""),
                    e);
        } catch (NoSuchMethodException e) {
            throw ShellException.failed(
                    name + " has no public constructor that takes "
                            + (url == null
                                    ? "no argument; give --url"
                                    : "one text, the URI; leave --url out, and give --set NAME=VALUE"),
                    e);
        } catch (InvocationTargetException e) {
            throw ShellException.failed("no object of " + name + " can be created: " + Failures.describe(cause(e)), e);
        } catch (ReflectiveOperationException e) {
            throw ShellException.failed(
                    "no object of " + name
                            + " can be created, because it is abstract or not public; name another class",
                    e);
        }
    }

    private static String missing(Throwable e) {
        return String.valueOf(e.getMessage()).replace('/', '.');
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    @SuppressWarnings("BanJNDI") // the user chose this name and this file
    private Object lookedUp(Path file) {
        Properties environment = new Properties();
        try {
            environment.load(new StringReader(Utf8.read(InputFile.notDirectory(file))));
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
        try {
            Context context = new InitialContext(environment);
            try {
                return context.lookup(lookup);
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw ShellException.failed(
                    "no '" + VisibleText.line(lookup) + "' in JNDI: " + e.getMessage() + "; check " + file
                            + ", --lookup and --lib",
                    e);
        }
    }

    private static void set(Object factory, String name, String value) {
        String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (Method method : factory.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterCount() == 1) {
                Object argument = argument(method.getParameterTypes()[0], value);
                if (argument != null) {
                    call(factory, method, argument, name);
                    return;
                }
            }
        }
        throw ShellException.usage(factory.getClass().getName() + " has no property '" + VisibleText.line(name)
                + "' that can be set from text");
    }

    private static void call(Object factory, Method method, Object argument, String name) {
        try {
            method.invoke(factory, argument);
        } catch (InvocationTargetException e) {
            throw ShellException.failed(refused(name) + Failures.describe(cause(e)), e);
        } catch (IllegalAccessException e) {
            throw ShellException.failed(refused(name) + "its class is not public", e);
        }
    }

    private static String refused(String name) {
        return "the provider refuses --set " + VisibleText.line(name) + ": ";
    }

    private static @Nullable Object argument(Class<?> type, String value) {
        try {
            if (type == String.class) {
                return value;
            }
            if (type == int.class) {
                return Integer.valueOf(value);
            }
            if (type == long.class) {
                return Long.valueOf(value);
            }
            if (type == double.class) {
                return Double.valueOf(value);
            }
            return type == boolean.class ? Boolean.valueOf(value) : null;
        } catch (NumberFormatException e) {
            throw ShellException.usage("'" + VisibleText.line(value) + "' is not a number");
        }
    }

    /**
     * Turns prefetch off. ActiveMQ Classic sends a consumer a thousand messages and takes them back only when its transaction ends, so one
     * held message would block all of them.
     */
    private static void pollOneByOne(ConnectionFactory factory) {
        try {
            Method policies = factory.getClass().getMethod("getPrefetchPolicy");
            Object policy = policies.invoke(factory);
            policy.getClass().getMethod("setQueuePrefetch", int.class).invoke(policy, 0);
            policy.getClass().getMethod("setDurableTopicPrefetch", int.class).invoke(policy, 1);
        } catch (NoSuchMethodException other) {
            return; // not ActiveMQ Classic: nothing to set
        } catch (ReflectiveOperationException e) {
            throw ShellException.failed(
                    "the prefetch of " + factory.getClass().getName() + " cannot be set to 0: "
                            + Failures.describe(cause(e)),
                    e);
        }
    }
}
