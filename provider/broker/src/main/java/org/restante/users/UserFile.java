package org.restante.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restante.disk.ReplacedFile;
import org.restante.link.Utf8;

/**
 * Changes the file of users. Other lines and comments stay as they are. A reader finds the file before or after a change, never
 * between. Owner, group and mode stay; only its owner can read a new file. The trap: of two changes at the same time one is lost.
 */
public final class UserFile {

    private final Path file;

    public UserFile(Path file) {
        this.file = file;
    }

    /**
     * The names of the users, in the order of their lines; none if the file does not exist.
     *
     * @throws IOException if it cannot be read
     */
    public List<String> names() throws IOException {
        return lines().stream().filter(UserFile::isUser).map(UserFile::name).toList();
    }

    /**
     * Adds a user, or changes the password of one; makes the file if it does not exist. It takes a core for some tenths of a second.
     *
     * @return whether the user is new
     * @throws IOException if the file cannot be read or written
     * @throws IllegalArgumentException if the name or the password is invalid, as for {@link Users#line}
     */
    public boolean put(String name, String password) throws IOException {
        return putLine(name, Users.line(name, password));
    }

    /**
     * Adds a user without a password, to be named by a certificate, or removes the password of one; makes the file if it does not
     * exist.
     *
     * @return whether the user is new
     * @throws IOException if the file cannot be read or written
     * @throws IllegalArgumentException if the name is invalid, as for {@link Users#line}
     */
    public boolean putCertified(String name) throws IOException {
        UserList.checkName(name);
        return putLine(name, name + ":" + UserList.CERTIFICATE);
    }

    private boolean putLine(String name, String line) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        for (int i = 0; i < lines.size(); i++) {
            if (isUser(lines.get(i)) && name(lines.get(i)).equals(name)) {
                lines.set(i, line);
                write(lines);
                return false;
            }
        }
        lines.add(line);
        write(lines);
        return true;
    }

    /**
     * Removes a user.
     *
     * @return whether the user was in the file
     * @throws IOException if the file cannot be read or written
     */
    public boolean remove(String name) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        boolean isThere = lines.removeIf(line -> isUser(line) && name(line).equals(name));
        if (isThere) {
            write(lines);
        }
        return isThere;
    }

    private static boolean isUser(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Utf8.read(file).lines().toList() : List.of();
    }

    private void write(List<String> lines) throws IOException {
        ReplacedFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
