package org.restante.conformance.mutants;

import jakarta.jms.CompletionListener;
import jakarta.jms.ExceptionListener;
import jakarta.jms.MessageListener;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Referenceable;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The proxies between the tests and a right provider, and the mutant whose rules they follow.
 *
 * <p>One object has one proxy, so that identity holds on both sides. Destinations have none, except temporary ones, which have
 * a method that changes something. Used by many threads.
 */
final class Border {

    private static final List<Class<?>> OF_A_TEST = List.of(
            MessageListener.class,
            CompletionListener.class,
            ExceptionListener.class,
            ServerSessionPool.class,
            ServerSession.class);

    private final Mutant mutant;
    private final Map<Object, Object> proxies = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Object, Map<String, Object>> notes = Collections.synchronizedMap(new IdentityHashMap<>());

    Border(Mutant mutant) {
        this.mutant = mutant;
    }

    /** What the test gets for an object of the provider. */
    @Nullable
    Object outward(@Nullable Object object) {
        if (object instanceof Enumeration<?> elements) {
            return new Elements(elements);
        }
        if (object == null) {
            return null;
        }
        Handler handler = handler(object);
        if (handler != null) {
            return handler.outward ? object : handler.target;
        }
        return ofTheProvider(object) ? proxy(object, true) : object;
    }

    /** What the provider gets for an object of the test. */
    @Nullable
    Object inward(@Nullable Object object) {
        if (object == null) {
            return null;
        }
        Handler handler = handler(object);
        if (handler != null) {
            return handler.outward ? handler.target : object;
        }
        return OF_A_TEST.stream().anyMatch(type -> type.isInstance(object)) ? proxy(object, false) : object;
    }

    /** Calls an object of either side, with arguments as the test sees them. */
    @Nullable
    Object invoke(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        boolean toTheProvider = ofTheProvider(target);
        @Nullable Object[] passed = new Object[arguments.length];
        for (int i = 0; i < passed.length; i++) {
            passed[i] = toTheProvider ? inward(arguments[i]) : arguments[i];
        }
        try {
            Object result = method.invoke(target, passed);
            return toTheProvider ? outward(result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    Map<String, Object> notesOf(Object target) {
        return notes.computeIfAbsent(target, none -> new ConcurrentHashMap<>());
    }

    private @Nullable Object answer(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        Call call = new Call(this, target, method, arguments);
        for (Mutant.Intervention intervention : mutant.interventions()) {
            if (intervention.covers(target, method.getName())) {
                return intervention.rule().answer(call);
            }
        }
        return call.proceed();
    }

    private Object proxy(Object object, boolean outward) {
        return proxies.computeIfAbsent(
                object,
                none -> Proxy.newProxyInstance(
                        Border.class.getClassLoader(),
                        interfaces(object.getClass()),
                        new Handler(this, object, outward)));
    }

    private static Class<?>[] interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            collect(c, all);
        }
        return all.toArray(Class<?>[]::new);
    }

    private static void collect(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().startsWith("jakarta.jms.")
                    || List.of(XAResource.class, Referenceable.class, Serializable.class)
                            .contains(each)) {
                all.add(each);
            }
            collect(each, all);
        }
    }

    private static boolean ofTheProvider(Object object) {
        String name = object.getClass().getName();
        boolean destination = object instanceof jakarta.jms.Destination;
        return name.startsWith("org.restante.")
                && !name.startsWith("org.restante.conformance.")
                && !(object instanceof Throwable)
                && (!destination || object instanceof TemporaryQueue || object instanceof TemporaryTopic);
    }

    private static @Nullable Handler handler(Object object) {
        return Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Handler handler
                ? handler
                : null;
    }

    /** Of a proxy; a serialised one becomes a proxy without rules. */
    private static final class Handler implements InvocationHandler, Serializable {

        private static final long serialVersionUID = 1;

        private final transient Border border;
        private final transient Object target;
        private final transient boolean outward;

        Handler(Border border, Object target, boolean outward) {
            this.border = border;
            this.target = target;
            this.outward = outward;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
                throws Throwable {
            @Nullable Object[] arguments = given == null ? new Object[0] : given;
            if (method.getDeclaringClass() == Object.class) {
                return border.invoke(target, method, arguments);
            }
            if (outward) {
                return border.answer(target, method, arguments);
            }
            @Nullable Object[] seen = new Object[arguments.length];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = border.outward(arguments[i]);
            }
            return border.inward(border.answer(target, method, seen));
        }

        private Object writeReplace() {
            return new Plain(target);
        }
    }

    /** Of a proxy that was serialised: it has no rules. */
    private record Plain(Object target) implements InvocationHandler, Serializable {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** An enumeration whose elements go outward one by one. */
    @SuppressWarnings("JdkObsolete") // the type is that of the API
    private final class Elements implements Enumeration<Object> {

        private final Enumeration<?> inside;

        Elements(Enumeration<?> inside) {
            this.inside = inside;
        }

        @Override
        public boolean hasMoreElements() {
            return inside.hasMoreElements();
        }

        @Override
        public @Nullable Object nextElement() {
            return outward(inside.nextElement());
        }
    }
}
