package org.restante.jms.message;

import java.io.ObjectStreamConstants;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parser of a serialised object that checks the collections in it, before a class is loaded or an object made. Owned by the reading
 * thread.
 *
 * <pre>
 * bytes -> SerializedGraph (shape: nesting, hashing) -> ObjectInputStream with a filter (classes, lengths) -> object
 * </pre>
 *
 * <p>The reason: a filter sees one object at a time, but the time to hash a collection depends on all objects below it. A set of sets
 * that share their elements takes time that doubles with each level.
 *
 * <p>The trap: the grammar is that of the Java Object Serialization Specification, chapter 6; a stream that this class reads in
 * another way than ObjectInputStream would pass the check. Whatever is not in the grammar is therefore refused.
 */
final class SerializedGraph implements ObjectStreamConstants {

    private static final int COLLSER_LIST = 1;
    private static final int COLLSER_MAP = 3;

    private final ByteBuffer in;
    private final List<Object> handles = new ArrayList<>();
    private final GraphBounds bounds;
    private int depth;

    /** A class in the stream; its fields are primitive first, then objects. */
    private static final class Shape {
        final String name;
        final List<Character> fields = new ArrayList<>();
        int flags;

        @Nullable
        Shape above;

        Shape(String name) {
            this.name = name;
        }

        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        boolean isHashMap() {
            return name.equals("java.util.HashMap")
                    || name.equals("java.util.Hashtable")
                    || name.equals("java.util.concurrent.ConcurrentHashMap");
        }
    }

    private SerializedGraph(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
        this.bounds = new GraphBounds(bytes.length);
    }

    /**
     * Checks one serialised object.
     *
     * @throws GraphBounds.ExceededException if its collections exceed a bound
     * @throws StreamCorruptedException if the bytes are not a serialised object
     * @throws java.nio.BufferUnderflowException if the bytes end too early
     */
    static void check(byte[] bytes) throws StreamCorruptedException {
        SerializedGraph graph = new SerializedGraph(bytes);
        if (graph.in.getShort() != STREAM_MAGIC || graph.in.getShort() != STREAM_VERSION) {
            throw new StreamCorruptedException("the bytes do not begin like a serialised object");
        }
        graph.content();
    }

    private GraphNode content() throws StreamCorruptedException {
        return content(in.get());
    }

    private GraphNode content(byte code) throws StreamCorruptedException {
        if (++depth > GraphBounds.MAX_DEPTH) {
            throw new GraphBounds.ExceededException(
                    "the object of the message is nested deeper than " + GraphBounds.MAX_DEPTH);
        }
        GraphNode node = switch (code) {
            case TC_NULL -> GraphNode.LEAF;
            case TC_REFERENCE -> reference(GraphNode.class);
            case TC_STRING -> string(in.getShort() & 0xffff);
            case TC_LONGSTRING -> string(in.getLong());
            case TC_ENUM -> enumeration();
            case TC_CLASS -> leaf(shape());
            case TC_ARRAY -> array();
            case TC_OBJECT -> object();
            default -> throw corrupted(code);
        };
        depth--;
        return node;
    }

    private static StreamCorruptedException corrupted(byte code) {
        return new StreamCorruptedException("the byte " + code + " is not expected in a serialised object");
    }

    private <T> T reference(Class<T> kind) throws StreamCorruptedException {
        int at = in.getInt() - baseWireHandle;
        if (at < 0 || at >= handles.size() || !kind.isInstance(handles.get(at))) {
            throw new StreamCorruptedException("a reference in the serialised object leads nowhere");
        }
        return kind.cast(handles.get(at));
    }

    private GraphNode leaf(@Nullable Shape shape) {
        GraphNode node = GraphNode.leaf(shape == null ? "" : shape.name);
        handles.add(node);
        return node;
    }

    private GraphNode string(long length) throws StreamCorruptedException {
        handles.add(GraphNode.LEAF);
        skip(length);
        return GraphNode.LEAF;
    }

    private GraphNode enumeration() throws StreamCorruptedException {
        shape();
        handles.add(GraphNode.LEAF);
        content();
        return GraphNode.LEAF;
    }

    private void skip(long length) throws StreamCorruptedException {
        if (length < 0 || length > in.remaining()) {
            throw new StreamCorruptedException(
                    "the serialised object claims " + length + " bytes, but " + in.remaining() + " are left");
        }
        in.position(in.position() + (int) length);
    }

    private @Nullable Shape shape() throws StreamCorruptedException {
        byte code = in.get();
        return switch (code) {
            case TC_NULL -> null;
            case TC_REFERENCE -> reference(Shape.class);
            case TC_CLASSDESC -> newShape();
            case TC_PROXYCLASSDESC -> newProxy();
            default -> throw corrupted(code);
        };
    }

    private Shape newShape() throws StreamCorruptedException {
        enter();
        Shape shape = new Shape(utf());
        in.getLong(); // serialVersionUID
        handles.add(shape);
        shape.flags = in.get();
        int fields = in.getShort() & 0xffff;
        for (int i = 0; i < fields; i++) {
            char type = (char) in.get();
            utf();
            if (type == 'L' || type == '[') {
                content();
            } else if (!shape.fields.isEmpty() && shape.fields.get(shape.fields.size() - 1) == 'L') {
                throw new StreamCorruptedException("a primitive field follows an object in " + shape.name);
            }
            shape.fields.add(type == '[' ? 'L' : type);
        }
        return finish(shape);
    }

    private Shape newProxy() throws StreamCorruptedException {
        enter();
        Shape shape = new Shape("");
        handles.add(shape);
        shape.flags = SC_SERIALIZABLE;
        int interfaces = in.getInt();
        for (int i = 0; i < interfaces; i++) {
            utf();
        }
        return finish(shape);
    }

    private void enter() {
        if (++depth > GraphBounds.MAX_DEPTH) {
            throw new GraphBounds.ExceededException("a class in the message has more than " + GraphBounds.MAX_DEPTH
                    + " superclasses or is nested as deep");
        }
    }

    private Shape finish(Shape shape) throws StreamCorruptedException {
        annotation();
        shape.above = shape();
        depth--;
        return shape;
    }

    private String utf() throws StreamCorruptedException {
        int length = in.getShort() & 0xffff;
        int start = in.position();
        skip(length);
        return new String(in.array(), start, length, StandardCharsets.UTF_8);
    }

    /** The objects up to the end of a block; data between them is skipped. */
    private List<GraphNode> annotation() throws StreamCorruptedException {
        List<GraphNode> objects = new ArrayList<>();
        while (true) {
            byte code = in.get();
            switch (code) {
                case TC_ENDBLOCKDATA -> {
                    return objects;
                }
                case TC_BLOCKDATA -> skip(in.get() & 0xff);
                case TC_BLOCKDATALONG -> skip(in.getInt());
                default -> objects.add(content(code));
            }
        }
    }

    private GraphNode array() throws StreamCorruptedException {
        Shape shape = shape();
        if (shape == null || shape.name.length() < 2 || shape.name.charAt(0) != '[') {
            throw new StreamCorruptedException("an array has no element type");
        }
        int length = in.getInt();
        char element = shape.name.charAt(1);
        if (element != 'L' && element != '[') {
            skip(length < 0 ? -1 : (long) length * size(element));
            return leaf(shape);
        }
        GraphNode node = GraphNode.container(shape.name, false);
        handles.add(node);
        for (int i = 0; i < length; i++) {
            node.add(content());
        }
        bounds.complete(node);
        return node;
    }

    private static int size(char type) throws StreamCorruptedException {
        return switch (type) {
            case 'B', 'Z' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> throw new StreamCorruptedException("the type " + type + " is not known");
        };
    }

    private GraphNode object() throws StreamCorruptedException {
        Shape shape = shape();
        if (shape == null) {
            throw new StreamCorruptedException("an object has no class");
        }
        List<Shape> chain = new ArrayList<>();
        for (Shape each = shape; each != null; each = each.above) {
            if (chain.size() > GraphBounds.MAX_DEPTH) {
                throw new StreamCorruptedException("a class is its own superclass");
            }
            chain.add(0, each);
        }
        GraphNode node = node(shape, chain);
        handles.add(node);
        for (Shape each : chain) {
            part(node, each);
        }
        bounds.complete(node);
        return node;
    }

    private static GraphNode node(Shape shape, List<Shape> chain) {
        boolean isCollection = chain.stream().anyMatch(each -> ValueClasses.isCollection(each.name));
        boolean isContainer = isCollection || chain.stream().anyMatch(each -> ValueClasses.isContainer(each.name));
        return isContainer ? GraphNode.container(shape.name, isCollection) : GraphNode.leaf(shape.name);
    }

    private void part(GraphNode node, Shape shape) throws StreamCorruptedException {
        if (shape.has(SC_EXTERNALIZABLE)) {
            if (!shape.has(SC_BLOCK_DATA)) {
                throw new StreamCorruptedException("an object of " + shape.name + " is written without its length");
            }
            node.addAll(annotation());
            return;
        }
        if (!shape.has(SC_SERIALIZABLE)) {
            return;
        }
        int start = in.position();
        for (char type : shape.fields) {
            if (type == 'L') {
                node.add(content());
            } else {
                skip(size(type));
            }
        }
        List<GraphNode> written = shape.has(SC_WRITE_METHOD) ? annotation() : List.of();
        node.addAll(written);
        hashed(node, shape, start, written);
    }

    private void hashed(GraphNode node, Shape shape, int start, List<GraphNode> written)
            throws StreamCorruptedException {
        boolean isSet = shape.name.equals("java.util.HashSet");
        boolean isImmutable = shape.name.equals("java.util.CollSer");
        if ((isSet || isImmutable || shape.isHashMap()) && !shape.has(SC_WRITE_METHOD)) {
            throw new StreamCorruptedException("a " + shape.name + " is written without its elements");
        }
        int kind = isImmutable ? in.getInt(start) & 0xff : 0;
        if (isSet || (isImmutable && kind != COLLSER_LIST && kind != COLLSER_MAP)) {
            bounds.hashes(node, written, 1, isSet);
        } else if (shape.isHashMap() || kind == COLLSER_MAP) {
            bounds.hashes(node, written, 2, !isImmutable && !shape.name.equals("java.util.Hashtable"));
        }
    }
}
