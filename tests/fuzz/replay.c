/* SPDX-License-Identifier: MIT
 * Runs a fuzz target over the files of folders, without libFuzzer: replay DIR... Each file that
 * once broke something is kept there. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program if the file cannot be read: a corpus that is not run proves nothing. */
static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t size = 0, room = 1 << 16, got;
    uint8_t *data = malloc(room);
    if (!file || !data) {
        perror(path);
        exit(1);
    }
    while ((got = fread(data + size, 1, room - size, file)) > 0) {
        size += got;
        if (size == room && !(data = realloc(data, room *= 2))) exit(1);
    }
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

static size_t replay_folder(const char *folder)
{
    struct dirent **entries;
    size_t files = 0;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0) {
        perror(folder);
        exit(1);
    }
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') replay_file(path), files++;
        free(entries[i]);
    }
    free(entries);
    return files;
}

int main(int argc, char **argv)
{
    size_t files = 0;
    for (int i = 1; i < argc; i++) files += replay_folder(argv[i]);
    printf("%zu inputs replayed\n", files);
    return files ? 0 : 1;
}
