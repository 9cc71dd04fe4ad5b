/* SPDX-License-Identifier: MIT
 * A message is a byte that tells its type and its length in four; the first that a client sends is
 * only the length. Each is passed on once it is whole. */
#include "torture/wire.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/reason.h"
#include "base/text.h"

/* What both processes see. */
typedef struct Control {
    atomic_bool is_armed, has_struck;
    atomic_size_t seen, point;
    atomic_int fault;
} Control;

struct Wire {
    Control *control;
    char *folder, *socket_path;
    const char *host, *port; /* of the server */
    int listener;
    int lifeline; /* our end of it: closed when we end, however that is */
    pid_t process;
};

/* ---- addresses ---- */

static bool unix_address(struct sockaddr_un *address, const char *folder, const char *port)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int length =
        snprintf(address->sun_path, sizeof address->sun_path, "%s/.s.PGSQL.%s", folder, port);
    return length > 0 && (size_t)length < sizeof address->sun_path;
}

static int connect_unix(const char *folder, const char *port)
{
    struct sockaddr_un address;
    int file = socket(AF_UNIX, SOCK_STREAM, 0);
    if (file >= 0 && unix_address(&address, folder, port) &&
        connect(file, (struct sockaddr *)&address, sizeof address) == 0)
        return file;
    if (file >= 0) close(file);
    return -1;
}

static int connect_network(const char *host, const char *port)
{
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    int file = -1;
    if (getaddrinfo(host, port, &wanted, &found) != 0) return -1;
    for (struct addrinfo *at = found; at && file < 0; at = at->ai_next) {
        file = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (file < 0 || connect(file, at->ai_addr, at->ai_addrlen) == 0) continue;
        close(file);
        file = -1;
    }
    freeaddrinfo(found);
    return file;
}

/* ---- messages ---- */

typedef struct Stream {
    int from, to;
    pid_t *backend; /* the server's process, once it has told */
    bool is_typed; /* its messages begin with their type */
    Text kept;     /* not passed on yet */
} Stream;

static size_t number_at(const Stream *stream, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)stream->kept.data + at;
    return (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
}

/* The size of the message that begins there, as far as it can be told; else more than there is. */
static size_t message_size(const Stream *stream)
{
    size_t head = stream->is_typed ? 5 : 4;
    if (stream->kept.length < head) return SIZE_MAX;
    return number_at(stream, head - 4) + head - 4;
}

static bool send_all(int file, const char *bytes, size_t length)
{
    while (length) {
        ssize_t sent = send(file, bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

/* Before a session begins the server says which process it is: the one message of this type and
 * size. */
static void note_backend(const Stream *stream, size_t size)
{
    enum { KEY_DATA = 'K', KEY_DATA_SIZE = 13, TYPE = 1, LENGTH = 4 };
    if (stream->kept.data[0] == KEY_DATA && size >= KEY_DATA_SIZE)
        *stream->backend = (pid_t)number_at(stream, TYPE + LENGTH);
}

/* The message goes its way; what has happened to the server shows in what it answers. */
static void strike_backend(Control *control, const Stream *stream)
{
    if (*stream->backend > 0)
        kill(*stream->backend, control->fault == WIRE_KILLS ? SIGKILL : SIGTERM);
}

/* false: the connection is to be dropped */
static bool pass_message(Control *control, Stream *stream, size_t size)
{
    bool is_struck = control->is_armed && control->seen++ == control->point;
    if (is_struck) control->has_struck = true;
    if (is_struck && control->fault == WIRE_LOSES) return false;
    if (is_struck && control->fault != WIRE_LOSES_BEHIND) strike_backend(control, stream);
    if (!control->is_armed) note_backend(stream, size);
    if (!send_all(stream->to, stream->kept.data, size)) return false;
    stream->kept.length -= size;
    memmove(stream->kept.data, stream->kept.data + size, stream->kept.length);
    stream->is_typed = true;
    return !is_struck || control->fault != WIRE_LOSES_BEHIND;
}

static bool pass_on(Control *control, Stream *stream)
{
    enum { PIECE = 1 << 16 };
    text_reserve(&stream->kept, PIECE);
    ssize_t got = recv(stream->from, stream->kept.data + stream->kept.length, PIECE, 0);
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    stream->kept.length += (size_t)got;
    for (size_t size; (size = message_size(stream)) <= stream->kept.length;)
        if (!pass_message(control, stream, size)) return false;
    return true;
}

/* ---- the process ---- */

static void relay(Wire *wire, int lifeline, int client, int server)
{
    pid_t backend = 0;
    Stream streams[2] = {
        {.from = client, .to = server, .backend = &backend},
        {.from = server, .to = client, .backend = &backend, .is_typed = true}};
    bool is_up = true;
    while (is_up) {
        struct pollfd files[3] = {{.fd = client, .events = POLLIN},
                                  {.fd = server, .events = POLLIN},
                                  {.fd = lifeline, .events = POLLIN}};
        if (poll(files, 3, -1) < 0 && errno != EINTR) break;
        for (size_t i = 0; i < 2 && is_up; i++)
            if (files[i].revents) is_up = pass_on(wire->control, &streams[i]);
        if (files[2].revents) break;
    }
    text_free(&streams[0].kept);
    text_free(&streams[1].kept);
}

static _Noreturn void serve(Wire *wire, int lifeline)
{
    for (;;) {
        struct pollfd files[2] = {{.fd = wire->listener, .events = POLLIN},
                                  {.fd = lifeline, .events = POLLIN}};
        if (poll(files, 2, -1) < 0 && errno != EINTR) _exit(1);
        if (files[1].revents) _exit(0);
        int client = files[0].revents ? accept(wire->listener, NULL, NULL) : -1;
        if (client < 0) continue;
        int server = *wire->host == '/' ? connect_unix(wire->host, wire->port)
                                        : connect_network(wire->host, wire->port);
        if (server >= 0) relay(wire, lifeline, client, server);
        if (server >= 0) close(server);
        close(client);
    }
}

/* ---- its maker ---- */

static bool listen_there(Wire *wire)
{
    struct sockaddr_un address;
    wire->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    return wire->listener >= 0 && unix_address(&address, wire->folder, "5432") &&
           bind(wire->listener, (struct sockaddr *)&address, sizeof address) == 0 &&
           listen(wire->listener, 8) == 0;
}

/* In a file without a name. */
static Control *share(void)
{
    FILE *file = tmpfile();
    if (!file) return NULL;
    void *made = MAP_FAILED;
    if (ftruncate(fileno(file), sizeof(Control)) == 0)
        made = mmap(NULL, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    fclose(file);
    return made == MAP_FAILED ? NULL : made;
}

static bool start(Wire *wire)
{
    int line[2];
    wire->control = share();
    if (!wire->control || pipe(line) != 0) return false;
    fflush(NULL);
    wire->process = fork();
    if (wire->process == 0) {
        close(line[1]);
        serve(wire, line[0]);
    }
    close(line[0]);
    wire->lifeline = line[1];
    return wire->process > 0;
}

Wire *wire_open(Arena *arena, const char *host, const char *port, const char **why)
{
    const char *temporary = getenv("TMPDIR");
    Wire *wire = arena_make(arena, Wire);
    wire->host = host;
    wire->port = port;
    wire->folder = arena_printf(arena, "%s/schemac-wire-XXXXXX", temporary ? temporary : "/tmp");
    if (mkdtemp(wire->folder)) {
        wire->socket_path = arena_printf(arena, "%s/.s.PGSQL.5432", wire->folder);
        if (listen_there(wire) && start(wire)) return wire;
    }
    *why = arena_printf(arena, "%s: %s", wire->folder, reason_of(arena, errno));
    unlink(wire->socket_path ? wire->socket_path : "");
    rmdir(wire->folder);
    return NULL;
}

const char *wire_folder(const Wire *wire)
{
    return wire->folder;
}

void wire_close(Wire *wire)
{
    close(wire->lifeline);
    waitpid(wire->process, NULL, 0);
    close(wire->listener);
    munmap(wire->control, sizeof *wire->control);
    unlink(wire->socket_path);
    rmdir(wire->folder);
}

void wire_arm(Wire *wire, WireFault fault, size_t point)
{
    wire->control->fault = fault;
    wire->control->point = point;
    wire->control->seen = 0;
    wire->control->has_struck = false;
    wire->control->is_armed = true;
}

size_t wire_disarm(Wire *wire, bool *struck)
{
    wire->control->is_armed = false;
    *struck = wire->control->has_struck;
    return wire->control->seen;
}
