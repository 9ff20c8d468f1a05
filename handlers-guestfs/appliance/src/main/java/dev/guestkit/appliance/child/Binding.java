package dev.guestkit.appliance.child;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;

/**
 * The few calls of the distribution's libguestfs binding that we make, found by name because no Maven repository has its jar. A null
 * would kill this JVM and a misspelt option would be ignored, so nobody else in this process calls it. Not thread-safe.
 */
final class Binding {
    private static final String PACKAGE = "com.redhat.et.libguestfs.";

    private final Class<?> type;
    private final Object handle;

    Binding() throws BindingException {
        try {
            type = Class.forName(PACKAGE + "GuestFS");
            handle = type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw failure("new GuestFS", e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new BindingException("libguestfs cannot be loaded: " + e, e);
        }
    }

    /** A call of the binding failed; the message is libguestfs's own. */
    static final class BindingException extends Exception {
        private static final long serialVersionUID = 1L;

        BindingException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    void configure(boolean forceTcg, int memoryMiB, String directory) throws BindingException {
        call("set_autosync", new Class<?>[] {boolean.class}, false);
        call("set_backend", new Class<?>[] {String.class}, "direct");
        String[] settings = forceTcg ? new String[] {"force_tcg"} : new String[0];
        call("set_backend_settings", new Class<?>[] {String[].class}, (Object) settings);
        call("set_tmpdir", new Class<?>[] {String.class}, directory);
        call("set_network", new Class<?>[] {boolean.class}, false);
        call("set_smp", new Class<?>[] {int.class}, 1);
        // Whoever breaks out of the machine into qemu finds that it can start no program and gain no rights.
        call(
                "config",
                new Class<?>[] {String.class, String.class},
                "-sandbox",
                "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
        if (memoryMiB > 0) {
            call("set_memsize", new Class<?>[] {int.class}, memoryMiB);
        }
    }

    /** The overlay is ours and thrown away, hence no caution about its writes. */
    void addDrive(String overlay) throws BindingException {
        Map<String, Object> options = new HashMap<>();
        options.put("format", "qcow2");
        options.put("cachemode", "unsafe");
        call("add_drive", new Class<?>[] {String.class, Map.class}, overlay, options);
    }

    void launch() throws BindingException {
        call("launch", new Class<?>[0]);
    }

    String version() throws BindingException {
        Object version = call("version", new Class<?>[0]);
        try {
            Class<?> c = version.getClass();
            return c.getField("major").get(version) + "." + c.getField("minor").get(version) + "."
                    + c.getField("release").get(version);
        } catch (ReflectiveOperationException e) {
            throw new BindingException("libguestfs does not tell its version: " + e, e);
        }
    }

    /** Runs a command line by the appliance's own shell, outside of any guest. */
    String shell(String command) throws BindingException {
        return String.valueOf(
                call("debug", new Class<?>[] {String.class, String[].class}, "sh", (Object) new String[] {command}));
    }

    void download(String remote, String local) throws BindingException {
        call("download", new Class<?>[] {String.class, String.class}, remote, local);
    }

    void openLuks(String device, String key, String name) throws BindingException {
        Map<String, Object> options = new HashMap<>();
        options.put("readonly", true);
        call(
                "cryptsetup_open",
                new Class<?>[] {String.class, String.class, String.class, Map.class},
                device,
                key,
                name,
                options);
    }

    private Object call(String name, Class<?>[] types, Object... arguments) throws BindingException {
        try {
            Object result = type.getMethod(name, types).invoke(handle, arguments);
            return result == null ? "" : result;
        } catch (InvocationTargetException e) {
            throw failure(name, e);
        } catch (ReflectiveOperationException e) {
            throw new BindingException("this libguestfs has no " + name + ": " + e, e);
        }
    }

    private static BindingException failure(String name, InvocationTargetException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = cause instanceof Error ? cause.toString() : String.valueOf(cause.getMessage());
        return new BindingException(name + ": " + text, cause);
    }
}
