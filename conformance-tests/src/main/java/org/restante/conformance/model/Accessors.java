package org.restante.conformance.model;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Lists of calls, one for each method that reads or writes a property, an entry or a value of a message. */
final class Accessors {

    private Accessors() {}

    static List<Executable> propertyWrites(Message message, String name) {
        return List.of(
                () -> message.setBooleanProperty(name, true),
                () -> message.setByteProperty(name, (byte) 1),
                () -> message.setShortProperty(name, (short) 1),
                () -> message.setIntProperty(name, 1),
                () -> message.setLongProperty(name, 1L),
                () -> message.setFloatProperty(name, 1f),
                () -> message.setDoubleProperty(name, 1d),
                () -> message.setStringProperty(name, "x"),
                () -> message.setObjectProperty(name, 1));
    }

    static List<Executable> mapWrites(MapMessage message, String name) {
        return List.of(
                () -> message.setBoolean(name, true),
                () -> message.setByte(name, (byte) 1),
                () -> message.setShort(name, (short) 1),
                () -> message.setChar(name, 'c'),
                () -> message.setInt(name, 1),
                () -> message.setLong(name, 1L),
                () -> message.setFloat(name, 1f),
                () -> message.setDouble(name, 1d),
                () -> message.setString(name, "x"),
                () -> message.setBytes(name, new byte[] {1}),
                () -> message.setBytes(name, new byte[] {1, 2}, 1, 1),
                () -> message.setObject(name, 1));
    }

    static List<Executable> streamWrites(StreamMessage message) {
        return List.of(
                () -> message.writeBoolean(true),
                () -> message.writeByte((byte) 1),
                () -> message.writeShort((short) 1),
                () -> message.writeChar('c'),
                () -> message.writeInt(1),
                () -> message.writeLong(1L),
                () -> message.writeFloat(1f),
                () -> message.writeDouble(1d),
                () -> message.writeString("x"),
                () -> message.writeBytes(new byte[] {1}),
                () -> message.writeBytes(new byte[] {1, 2}, 1, 1),
                () -> message.writeObject(1));
    }

    static List<Executable> streamReads(StreamMessage message) {
        return List.of(
                message::readBoolean,
                message::readByte,
                message::readShort,
                message::readChar,
                message::readInt,
                message::readLong,
                message::readFloat,
                message::readDouble,
                message::readString,
                message::readObject,
                () -> message.readBytes(new byte[1]));
    }

    static List<Executable> bytesWrites(BytesMessage message) {
        return List.of(
                () -> message.writeBoolean(true),
                () -> message.writeByte((byte) 1),
                () -> message.writeShort((short) 1),
                () -> message.writeChar('c'),
                () -> message.writeInt(1),
                () -> message.writeLong(1L),
                () -> message.writeFloat(1f),
                () -> message.writeDouble(1d),
                () -> message.writeUTF("x"),
                () -> message.writeBytes(new byte[] {1}),
                () -> message.writeBytes(new byte[] {1, 2}, 1, 1),
                () -> message.writeObject(1));
    }

    /** All reads except readBytes, which reports the end by its result and not by an exception. */
    static List<Executable> bytesReads(BytesMessage message) {
        return List.of(
                message::readBoolean,
                message::readByte,
                message::readUnsignedByte,
                message::readShort,
                message::readUnsignedShort,
                message::readChar,
                message::readInt,
                message::readLong,
                message::readFloat,
                message::readDouble,
                message::readUTF);
    }
}
