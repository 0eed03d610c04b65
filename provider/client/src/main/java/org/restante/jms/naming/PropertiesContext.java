package org.restante.jms.naming;

import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;
import org.restante.jms.message.DestinationFactory;

/**
 * A flat, read-only naming context. Destinations are also found by their own names behind a prefix. Immutable, except
 * for its environment.
 */
@SuppressWarnings({"JdkObsolete", "BanJNDI"})
public // the API gives no choice; nothing is deserialised
final class PropertiesContext implements Context {

    private static final String QUEUES = "dynamicQueues/";
    private static final String TOPICS = "dynamicTopics/";

    private final Map<String, Object> bindings;
    private final Hashtable<Object, Object> environment;
    private final DestinationFactory destinations;

    public PropertiesContext(
            Map<String, Object> bindings, Hashtable<Object, Object> environment, DestinationFactory destinations) {
        this.destinations = destinations;
        this.bindings = new TreeMap<>(bindings);
        this.environment = environment;
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        return lookup(name.toString());
    }

    @Override
    public Object lookup(String name) throws NamingException {
        if (name.isEmpty()) {
            return new PropertiesContext(bindings, new Hashtable<>(environment), destinations);
        }
        Object found = bindings.get(name);
        if (found != null) {
            return found;
        } else if (isBehind(QUEUES, name)) {
            return destinations.queue(name.substring(QUEUES.length()));
        } else if (isBehind(TOPICS, name)) {
            return destinations.topic(name.substring(TOPICS.length()));
        }
        throw new NameNotFoundException("the name '" + name + "' is not bound; the bound names are " + bindings.keySet()
                + "; add a property as queue." + name + " or topic." + name + ", or look up " + QUEUES + "NAME or "
                + TOPICS
                + "NAME");
    }

    private static boolean isBehind(String prefix, String name) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        return list(name.toString());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        return all(
                name,
                entry -> new NameClassPair(
                        entry.getKey(), entry.getValue().getClass().getName()));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(name.toString());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return all(name, entry -> new Binding(entry.getKey(), entry.getValue()));
    }

    private <T> NamingEnumeration<T> all(String name, Function<Map.Entry<String, Object>, T> as)
            throws NamingException {
        if (!name.isEmpty()) {
            throw new NameNotFoundException("'" + name + "' is not a context; the only context has the empty name");
        }
        return new Found<>(bindings.entrySet().stream().map(as).toList());
    }

    @Override
    public NameParser getNameParser(Name name) {
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public String composeName(String name, String prefix) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public @Nullable Object addToEnvironment(String name, Object value) {
        return environment.put(name, value);
    }

    @Override
    public @Nullable Object removeFromEnvironment(String name) {
        return environment.remove(name);
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public String getNameInNamespace() {
        return "";
    }

    @Override
    public void close() {
        environment.clear();
    }

    private static OperationNotSupportedException readOnly() {
        return new OperationNotSupportedException(
                "the context is read-only; bind a name by a property of the environment, for example queue.NAME");
    }

    @Override
    public void bind(Name name, Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void bind(String name, Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rebind(Name name, Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rebind(String name, Object object) throws NamingException {
        throw readOnly();
    }

    @Override
    public void unbind(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void unbind(String name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        throw readOnly();
    }

    @Override
    public void rename(String oldName, String newName) throws NamingException {
        throw readOnly();
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        throw readOnly();
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        throw readOnly();
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        throw readOnly();
    }

    /** A list as a NamingEnumeration. */
    private static final class Found<T> implements NamingEnumeration<T> {

        private final Iterator<T> rest;

        Found(List<T> all) {
            rest = all.iterator();
        }

        @Override
        public boolean hasMore() {
            return rest.hasNext();
        }

        @Override
        public T next() {
            return rest.next();
        }

        @Override
        public boolean hasMoreElements() {
            return rest.hasNext();
        }

        @Override
        public T nextElement() {
            return rest.next();
        }

        @Override
        public void close() {} // holds nothing
    }
}
